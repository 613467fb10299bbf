import { NotExpressible } from '../format.ts';

/** @see ISO 4217, list one: the numeric codes of currencies that banks in Europe keep accounts in. */
const numbers: Readonly<Record<string, string>> = {
  ...{ AED: '784', AUD: '036', BGN: '975', BRL: '986', CAD: '124', CHF: '756', CNY: '156', CZK: '203', DKK: '208' },
  ...{ EUR: '978', GBP: '826', HKD: '344', HUF: '348', ILS: '376', INR: '356', MAD: '504', MXN: '484', NOK: '578' },
  ...{ NZD: '554', PLN: '985', RON: '946', RSD: '941', SAR: '682', SEK: '752', SGD: '702', THB: '764', TRY: '949' },
  ...{ UAH: '980', USD: '840', ZAR: '710' },
};

/** @throws NotExpressible where we do not know it */
export const currencyNumberOf = (currency: string): string => {
  const number = Object.hasOwn(numbers, currency) ? numbers[currency] : undefined;
  if (number === undefined) throw new NotExpressible('currency_without_number');
  return number;
};
