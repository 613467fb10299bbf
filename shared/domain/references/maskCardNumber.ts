/** Every digit of a card number but the last four is hidden (PCI DSS 4.0, requirement 3.4.1). */
export const maskCardNumber = (text: string): string => {
  const digits = text.replaceAll(/\D/g, '').length;
  let seen = 0;
  return text.replaceAll(/\d/g, (digit) => {
    seen += 1;
    return seen > digits - 4 ? digit : '*';
  });
};

/** What may be a whole card number: 13 to 19 digits (ISO/IEC 7812-1) whose check digit is right, alone or in groups. */
export const isCardNumber = (text: string): boolean => {
  const plain = text.replaceAll(/[\s-]/g, '');
  if (!/^\d{13,19}$/.test(plain)) return false;
  const sum = [...plain].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};

/** A text as it may be kept: the number of a card is never whole. */
export const hideCardNumber = (text: string): string => (isCardNumber(text) ? maskCardNumber(text) : text);
