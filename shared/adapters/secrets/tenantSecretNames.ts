import type { ConnectionRef } from '../../ports/refsAndPages.ts';

/**
 * A tenant id is whatever a token says. Secrets Manager takes letters, digits and `/_+=.@-` in names; everything but
 * letters, digits, `_` and `-` becomes `=` and the hexadecimal bytes, so that no id reaches another tenant's path.
 */
const escapedName = (id: string): string =>
  [...Buffer.from(id, 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[A-Za-z0-9_-]/.test(sign) ? sign : `=${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

const plainId = (name: string): string =>
  Buffer.from(
    name.replace(/[^=]|=([0-9a-f]{2})/g, (sign, hex?: string) => hex ?? sign.charCodeAt(0).toString(16)),
    'hex',
  ).toString('utf8');

export const nameOf = (prefix: string, { tenantId, connectionId }: ConnectionRef): string =>
  `${prefix}/${escapedName(tenantId)}/${escapedName(connectionId)}`;

/** @returns nothing for a name that `nameOf` does not give */
export const refNamed = (prefix: string, name: string): ConnectionRef | undefined => {
  const [tenant, connection] = name.slice(prefix.length + 1).split('/');
  if (tenant === undefined || connection === undefined) return undefined;
  const ref = { tenantId: plainId(tenant), connectionId: plainId(connection) };
  return nameOf(prefix, ref) === name ? ref : undefined;
};
