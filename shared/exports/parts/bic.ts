const shape = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

/** The BIC of a bank as ISO 9362 spells it; undefined where none is known or it is none. */
export const bicOf = ({ bic = '' }: { readonly bic?: string }): string | undefined => {
  const spelled = bic.replaceAll(/\s/g, '').toUpperCase();
  return shape.test(spelled) ? spelled : undefined;
};
