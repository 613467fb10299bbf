/** Where the browser of a person who renews one account begins, and where Ponto sends it back to. */
export const reauthorizationPaths = { begin: '/oauth/reauthorize', end: '/oauth/reauthorized' } as const;
