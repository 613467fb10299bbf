import { generate } from 'selfsigned';

/** An authority, a server certificate for a name and loopback, and a client certificate, made anew for each run of the tests. */
export const makeCertificates = async (serverName = 'localhost') => {
  const authority = await generate([{ name: 'commonName', value: 'Authority of the tests' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const server = await generate([{ name: 'commonName', value: serverName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: serverName },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const client = await generate([{ name: 'commonName', value: 'the application' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca,
    passphrase: 'open sesame',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', clientAuth: true },
    ],
  });
  return {
    ca: authority.cert,
    server: { cert: server.cert, key: server.private },
    client: { certificate: client.cert, privateKey: client.private, passphrase: 'open sesame', ca: authority.cert },
  };
};
