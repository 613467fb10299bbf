import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const rotateAtBytes = 10 * 1024 * 1024;
const structuredLine = z.looseObject({ level: z.string(), message: z.string() });

const parseLine = (line: string) => {
  try {
    return structuredLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
};

/** The lines of a function as CloudWatch would get them, in a file; what is wrong is also said on the console, briefly. */
export const openFunctionLog = (dataDir: string, name: string, log: (text: string) => void) => {
  const directory = join(dataDir, 'logs');
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `${name}.log`);
  if (existsSync(path) && statSync(path).size > rotateAtBytes) renameSync(path, `${path}.old`);
  return {
    line: (line: string): void => {
      appendFileSync(path, `${line}\n`);
      const parsed = parseLine(line);
      if (parsed && ['ERROR', 'CRITICAL'].includes(parsed.level)) log(`${name}: ${parsed.message}`);
    },
    failure: (errorType: string, errorMessage: string): void => {
      appendFileSync(path, `${JSON.stringify({ level: 'ERROR', errorType, message: errorMessage })}\n`);
      log(`${name}: ${errorType}: ${errorMessage}`);
    },
  };
};
