import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';

/** What a name leads to at this moment; undefined for a server that says nothing. */
export type Addresses = (name: string) => readonly string[] | undefined;

/** A name server on loopback that speaks as much of RFC 1035 as a question for A or AAAA needs. */
export const aNameServer = async (addresses: Addresses) => {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = questionIn(query);
    if (type === types.A) asked.push(name);
    const known = addresses(name);
    if (!known) return;
    const records = known
      .filter((candidate) => (isIP(candidate) === 4 ? types.A : types.AAAA) === type)
      .map((found) => recordOf(type, bytesOf(found)));
    // Flags: an answer, recursion wanted and available, no error. One question, as many answers.
    const head = Buffer.from([0x81, 0x80, 0, 1, 0, records.length, 0, 0, 0, 0]);
    socket.send(Buffer.concat([query.subarray(0, 2), head, query.subarray(12, end), ...records]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    /** The names of the questions for A. */
    asked,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
};

const types = { A: 1, AAAA: 28 };

const questionIn = (query: Buffer) => {
  const labels: string[] = [];
  let at = 12;
  while (query[at] !== 0) {
    const length = query.readUInt8(at);
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
};

/** The name is that of the question, at byte 12; class IN; to be forgotten at once. */
const recordOf = (type: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, data.byteLength]), data]);

const bytesOf = (address: string): Buffer => {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [before = '', after = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const words = (text: string): string[] => text.split(':').filter((word) => word !== '');
  const zeros = Array.from({ length: 8 - words(before).length - words(after).length }, () => '0');
  const all = [...words(before), ...zeros, ...words(after)];
  return Buffer.from(all.map((word) => word.padStart(4, '0')).join(''), 'hex');
};
