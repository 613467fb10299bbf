/** Our page that stands before Ponto's in a consent, and where Ponto sends the browser back to. */
export const consentPaths = { page: '/oauth/consent', callback: '/oauth/callback' } as const;
