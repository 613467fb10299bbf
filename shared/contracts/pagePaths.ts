/** Our own pages. */
export const pagePaths = {
  root: '/pages',
  /** The token follows. */
  open: '/pages/open/',
  signOut: '/pages/sign-out',
  assets: '/pages/assets/',
} as const;
