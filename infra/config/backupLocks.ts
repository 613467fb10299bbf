/**
 * Whether backups in the vault of this account can be deleted before their time: `governance` by those who may change the
 * lock, `compliance` by nobody at all once three days are over.
 */
export const backupLocks = ['none', 'governance', 'compliance'] as const;

export type BackupLock = (typeof backupLocks)[number];
