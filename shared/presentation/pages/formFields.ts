/** Names of the hidden fields of every form. */
export const formFields = { token: '_token', once: '_once' } as const;
