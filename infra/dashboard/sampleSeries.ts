/** Numbers from 0 up to 1, the same for the same name: a picture that is made again does not change. */
const chanceFor = (name: string): (() => number) => {
  let state = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x6d2b79f5;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
};

/** Labels of what should be rare: shown as a few small peaks, so that the picture looks like a good week. */
const rare =
  /error|fail|refused|bug|broken|dead|throttled|blocked|other|access|run$|5xx|bounced|complained|no answer|lost|removed|corrected|disconnected|required|ended|passing|person|^bank$|ignored|4xx|stayed|fault/i;

/** Invented values of one metric over a week. */
export const sampleSeries = (name: string, label: string, points: number): readonly number[] => {
  const chance = chanceFor(`${name} ${label}`);
  const level = 40 + chance() * 60;
  return Array.from({ length: points }, (_, point) => {
    const daily = 0.75 + 0.25 * Math.sin((point / points) * 7 * 2 * Math.PI);
    if (rare.test(label)) return chance() > 0.88 ? Math.round(chance() * 8) : 0;
    return Math.round(level * daily * (0.9 + chance() * 0.2));
  });
};
