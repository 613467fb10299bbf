import { idOf } from '../chance.ts';

/** A bank of the sandbox: what Ponto says of it, and how it behaves. */
export interface Institution {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly bic: string;
  readonly status: 'stable' | 'beta' | 'experimental';
  readonly timeZone: string | null;
  readonly authorizationDays: number;
  readonly deprecated: boolean;
  readonly brand: string | null;
  readonly color: string;
  readonly pendingAvailable: boolean;
  /** In the account numbers of this bank. */
  readonly bankCode: string;
  /** Its days come as local midnight told in UTC, or as midnight UTC (reference, section 3.2). */
  readonly dates: 'localMidnight' | 'utcMidnight';
  /** Fraction digits of the moments on its lines. */
  readonly fraction: 0 | 3 | 6;
  /** Under maintenance all day, every day, unless the control API says otherwise. */
  readonly alwaysInMaintenance: boolean;
}

interface Traits {
  readonly status?: Institution['status'];
  readonly days?: number;
  readonly deprecated?: boolean;
  readonly brand?: string;
  readonly zone?: string | null;
  readonly pending?: boolean;
  readonly dates?: Institution['dates'];
  readonly fraction?: Institution['fraction'];
  readonly maintenance?: boolean;
}

const zones: Readonly<Record<string, string>> = {
  BE: 'Europe/Brussels',
  NL: 'Europe/Amsterdam',
  FR: 'Europe/Paris',
  ES: 'Europe/Madrid',
  LU: 'Europe/Luxembourg',
  DE: 'Europe/Berlin',
  PT: 'Europe/Lisbon',
};

/** Names are of real banks, so that screens look real; the codes end in a branch that no bank has. */
const bank = (
  country: string,
  name: string,
  bic: string,
  bankCode: string,
  color: string,
  traits: Traits = {},
): Institution => ({
  id: idOf(`institution/${country}/${name}`),
  name,
  country,
  bic,
  bankCode,
  color,
  status: traits.status ?? 'stable',
  timeZone: traits.zone === undefined ? (zones[country] ?? null) : traits.zone,
  authorizationDays: traits.days ?? 180,
  deprecated: traits.deprecated ?? false,
  brand: traits.brand ?? null,
  pendingAvailable: traits.pending ?? true,
  dates: traits.dates ?? 'localMidnight',
  fraction: traits.fraction ?? 3,
  alwaysInMaintenance: traits.maintenance ?? false,
});

/** Every bank that the sandbox reaches, in the order of the catalogue. */
export const institutions: readonly Institution[] = [
  bank('BE', 'KBC', 'KREDBEBBXXX', '730', '#003665'),
  bank('BE', 'BNP Paribas Fortis', 'GEBABEBBXXX', '001', '#00915a', { days: 90, fraction: 6 }),
  bank('BE', 'ING Belgium', 'BBRUBEBBXXX', '310', '#ff6200', { dates: 'utcMidnight' }),
  bank('BE', 'Belfius', 'GKCCBEBBXXX', '063', '#c30045', { maintenance: true }),
  bank('BE', 'Argenta', 'ARSPBE22XXX', '973', '#009036', { brand: 'Argenta', pending: false }),
  bank('BE', 'Argenta (old connection)', 'ARSPBE22XXX', '973', '#009036', {
    brand: 'Argenta',
    deprecated: true,
    days: 90,
    pending: false,
  }),
  bank('BE', 'Crelan', 'NICABEBBXXX', '103', '#89ba17', { days: 90, pending: false }),
  bank('BE', 'CBC', 'CREGBEBBXXX', '732', '#00a0df'),
  bank('BE', 'Beobank', 'CTBKBEBXXXX', '953', '#e2001a', { status: 'beta', zone: null, fraction: 0 }),
  bank('BE', 'Nagelmackers', 'BNAGBEBBXXX', '131', '#7d2248', { status: 'experimental', pending: false }),
  bank('NL', 'ING Netherlands', 'INGBNL2AXXX', 'INGB', '#ff6200', { dates: 'utcMidnight' }),
  bank('NL', 'ABN AMRO', 'ABNANL2AXXX', 'ABNA', '#009286', { days: 90 }),
  bank('NL', 'Rabobank', 'RABONL2UXXX', 'RABO', '#000099', { dates: 'utcMidnight' }),
  bank('NL', 'bunq', 'BUNQNL2AXXX', 'BUNQ', '#3394d7', { status: 'beta', fraction: 6 }),
  bank('FR', 'BNP Paribas', 'BNPAFRPPXXX', '30004', '#00915a', { days: 90, pending: false }),
  bank('FR', 'Crédit Agricole', 'AGRIFRPPXXX', '18206', '#007461', { pending: false }),
  bank('FR', 'Société Générale', 'SOGEFRPPXXX', '30003', '#e60028', { status: 'beta' }),
  bank('ES', 'BBVA', 'BBVAESMMXXX', '0182', '#072146'),
  bank('ES', 'CaixaBank', 'CAIXESBBXXX', '2100', '#007eae', { status: 'experimental', fraction: 0 }),
  bank('ES', 'Banco Sabadell', 'BSABESBBXXX', '0081', '#006dff', { status: 'beta', days: 90 }),
  bank('LU', 'BGL BNP Paribas', 'BGLLLULLXXX', '003', '#00915a', { days: 90 }),
  bank('LU', 'Spuerkeess', 'BCEELULLXXX', '001', '#1a4f9c', { status: 'beta', pending: false }),
  bank('DE', 'Deutsche Bank', 'DEUTDEFFXXX', '10070000', '#0018a8'),
  bank('DE', 'Commerzbank', 'COBADEFFXXX', '20040000', '#ffcc33', { status: 'beta', dates: 'utcMidnight' }),
  bank('DE', 'N26', 'NTSBDEB1XXX', '10011001', '#36a18b', { status: 'experimental', pending: false, zone: null }),
  bank('PT', 'Millennium BCP', 'BCOMPTPLXXX', '0033', '#d1005d', { status: 'experimental' }),
];

const byId = new Map(institutions.map((institution) => [institution.id, institution]));

export const institutionById = (id: string): Institution | undefined => byId.get(id);

/** For seeds that name a bank of this file. */
export const institutionNamed = (country: string, name: string): Institution => {
  const found = institutions.find((institution) => institution.country === country && institution.name === name);
  if (!found) throw new Error(`No institution ${name} in ${country}`);
  return found;
};

/** Zone in which the bank's days are days. */
export const zoneOf = (institution: Institution): string => institution.timeZone ?? 'Europe/Brussels';
