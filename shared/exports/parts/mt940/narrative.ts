/** A field of SWIFT that holds six lines of 65 characters. */
const lineWidth = 65;
const maxLines = 6;

/** A text in lines of 65. None but the first begins with a sign that readers take for a tag or for the end. */
const wrapped = (text: string): readonly string[] => {
  const lines: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = at + lineWidth;
    while (end > at + 1 && (text[end] === ':' || text[end] === '-')) end -= 1;
    lines.push(text.slice(at, end));
    at = end;
  }
  return lines;
};

/**
 * The lines of a field of six. What is too long for them loses the end of its text, and nothing else.
 *
 * @param around the whole field for a text
 * @param remark follows the text, and is not cut for it
 */
export const narrative = (around: (told: string) => string, text: string, remark: string): readonly string[] => {
  for (let kept = text; ;) {
    const told = kept === '' || remark === '' ? kept + remark : `${kept} ${remark}`;
    const lines = wrapped(around(told).trimEnd());
    const beyond = lines.slice(maxLines).join('').length;
    if (beyond === 0 || kept === '') return lines.slice(0, maxLines);
    kept = kept.slice(0, -Math.min(beyond, kept.length)).trimEnd();
  }
};
