/** The page behind the link by which a reader confirms an address. */
export const confirmationPath = '/confirm-address';
