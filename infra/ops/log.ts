/** Takes a line of what comes out. */
export type Log = (line: string) => void;
