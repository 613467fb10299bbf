import { plainNumber } from '../../domain/connections/accountIdentity.ts';

const shape = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/**
 * An account number as an IBAN without blanks; undefined where it is none, or its check digits are wrong.
 *
 * @see ISO 13616 (shape) and ISO 7064, MOD 97-10 (check digits)
 */
export const ibanOf = (reference: string): string | undefined => {
  const iban = plainNumber(reference);
  return shape.test(iban) && remainder(`${iban.slice(4)}${iban.slice(0, 4)}`) === 1 ? iban : undefined;
};

const remainder = (text: string): number => {
  let rest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Letters count as 10 to 35.
    rest = code > 57 ? (rest * 100 + code - 55) % 97 : (rest * 10 + code - 48) % 97;
  }
  return rest;
};
