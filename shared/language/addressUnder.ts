/** The address of a path, from its slash on, under another address, which people write with or without a slash at its end. */
export const addressUnder = (baseUrl: string, path: string): string => `${baseUrl.replace(/\/+$/, '')}${path}`;
