import type { CredentialsHomeName } from '../../contracts/sealOwners.ts';
import type { TenantSecrets } from '../../ports/tokens.ts';

/**
 * Credentials of a stage whose operator may move them from one home to the other: stored in the home that is set, found and
 * removed in both.
 */
export const inTwoHomes = (
  homes: Readonly<Record<CredentialsHomeName, TenantSecrets>>,
  chosen: CredentialsHomeName,
): TenantSecrets => {
  const home = homes[chosen];
  const other = homes[chosen === 'table' ? 'secrets-manager' : 'table'];
  return {
    readCredentials: async (ref) =>
      (await home.readCredentials(ref)) ??
      (await other.readCredentials(ref)) ??
      // Between the two looks they may have been moved: a connection would be called refused for that.
      (await home.readCredentials(ref)),
    /** An older one left in the other home would come back with a change of the setting. */
    storeCredentials: async (ref, credentials) => {
      await home.storeCredentials(ref, credentials);
      await other.removeCredentials(ref);
    },
    removeCredentials: async (ref) => {
      await home.removeCredentials(ref);
      await other.removeCredentials(ref);
    },
  };
};
