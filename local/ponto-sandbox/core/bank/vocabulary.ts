/** What banks and businesses of one country write on their lines. */
export interface Vocabulary {
  readonly customers: readonly [string, ...string[]];
  readonly suppliers: readonly [string, ...string[]];
  readonly shops: readonly [string, ...string[]];
  readonly employees: readonly [string, ...string[]];
  readonly debits: readonly [Debit, ...Debit[]];
  readonly landlord: string;
  readonly acquirer: string;
  readonly words: {
    readonly received: string;
    readonly instant: string;
    readonly sent: string;
    readonly card: string;
    readonly debit: string;
    readonly fee: string;
    readonly cash: string;
    readonly salary: string;
    readonly rent: string;
    readonly invoice: string;
    readonly takings: string;
    readonly refund: string;
    readonly saving: string;
    readonly interest: string;
    readonly cheque: string;
  };
}

/** A creditor that collects once a month. */
interface Debit {
  readonly name: string;
  readonly creditorId: string;
  readonly dayOfMonth: number;
  readonly cents: readonly [number, number];
}

const belgian: Vocabulary = {
  customers: [
    'Hotel De Witte Lelie',
    'OCMW Mechelen',
    'Brasserie Den Engel',
    'Familie Peeters',
    'Basisschool De Linde',
    'Traiteur Verhoeven BV',
  ],
  suppliers: ['Molens Van Dyck NV', 'Zuivel Het Anker', 'Puratos NV', 'Eierhandel Maes', 'Verpakking Plus BV'],
  shops: ['TOTAL 4471 MECHELEN', 'COLRUYT MECHELEN', 'MAKRO DEURNE', 'BRICO MECHELEN', 'AVEVE BONHEIDEN'],
  employees: ['Janssens Emma', 'El Amrani Youssef', 'De Smet Bram'],
  debits: [
    { name: 'Engie Electrabel', creditorId: 'BE45ZZZ0403170701', dayOfMonth: 5, cents: [38_000, 61_000] },
    { name: 'Proximus', creditorId: 'BE38ZZZ0202239951', dayOfMonth: 12, cents: [8_400, 9_900] },
    { name: 'AG Insurance', creditorId: 'BE60ZZZ0404494849', dayOfMonth: 19, cents: [21_350, 21_350] },
  ],
  landlord: 'Immo Grote Markt BV',
  acquirer: 'WORLDLINE NV',
  words: {
    received: 'Overschrijving in uw voordeel',
    instant: 'Instantoverschrijving in uw voordeel',
    sent: 'Overschrijving',
    card: 'Betaling met debetkaart',
    debit: 'Europese domiciliëring',
    fee: 'Kosten rekening',
    cash: 'Storting contanten',
    salary: 'Loon',
    rent: 'Huur bakkerij',
    invoice: 'Factuur',
    takings: 'VERRICHTINGEN TERMINAL',
    refund: 'Terugbetaling',
    saving: 'Sparen',
    interest: 'Intresten',
    cheque: 'Cheque onder gewoon voorbehoud',
  },
};

const dutch: Vocabulary = {
  customers: ['Stichting De Brug', 'Café Het IJ', 'J. de Vries', 'Kantoor Zuid B.V.', 'Van der Berg Catering'],
  suppliers: ['Meelfabriek Holland B.V.', 'Bidfood', 'Zaanse Zuivel', 'Drukkerij Noord'],
  shops: ['SHELL AMSTERDAM', 'ALBERT HEIJN 1409', 'GAMMA ZAANDAM', 'HANOS AMSTERDAM'],
  employees: ['S. Bakker', 'M. Jansen'],
  debits: [
    { name: 'Vattenfall', creditorId: 'NL41ZZZ330092000000', dayOfMonth: 3, cents: [31_000, 47_000] },
    { name: 'Ziggo B.V.', creditorId: 'NL98ZZZ372613420000', dayOfMonth: 15, cents: [6_250, 6_250] },
  ],
  landlord: 'Vastgoed Prinsengracht B.V.',
  acquirer: 'Stichting Mollie Payments',
  words: {
    received: 'Overschrijving',
    instant: 'Instant overschrijving',
    sent: 'Online bankieren',
    card: 'Betaalautomaat',
    debit: 'Incasso',
    fee: 'Kosten zakelijk betalen',
    cash: 'Storting',
    salary: 'Salaris',
    rent: 'Huur winkel',
    invoice: 'Factuur',
    takings: 'PIN-omzet',
    refund: 'Retour',
    saving: 'Naar spaarrekening',
    interest: 'Rente',
    cheque: 'Buitenlandse overschrijving',
  },
};

const french: Vocabulary = {
  customers: ['MAIRIE DE LILLE', 'SARL LE PETIT BOUCHON', 'M DUPONT JEAN', 'HOTEL DU NORD'],
  suppliers: ['MOULINS DE FLANDRE', 'METRO FRANCE', 'LAITERIE DU CENTRE'],
  shops: ['TOTALENERGIES LILLE', 'CARREFOUR LILLE', 'LEROY MERLIN'],
  employees: ['MARTIN CLAIRE', 'PETIT LUCAS'],
  debits: [
    { name: 'EDF', creditorId: 'FR47EDF001007', dayOfMonth: 8, cents: [22_000, 39_000] },
    { name: 'ORANGE SA', creditorId: 'FR67ORA002305', dayOfMonth: 17, cents: [5_490, 5_490] },
  ],
  landlord: 'SCI GAMBETTA',
  acquirer: 'REMISE CB',
  words: {
    received: 'VIREMENT EN VOTRE FAVEUR',
    instant: 'VIREMENT INSTANTANE',
    sent: 'VIREMENT EMIS',
    card: 'PAIEMENT CARTE',
    debit: 'PRELEVEMENT SEPA',
    fee: 'COTISATION COMPTE',
    cash: 'VERSEMENT ESPECES',
    salary: 'SALAIRE',
    rent: 'LOYER',
    invoice: 'FACTURE',
    takings: 'REMISE CARTE',
    refund: 'REMBOURSEMENT',
    saving: 'EPARGNE',
    interest: 'INTERETS',
    cheque: 'REMISE DE CHEQUE',
  },
};

const spanish: Vocabulary = {
  customers: ['Hotel Mar Azul SL', 'María García López', 'Ayuntamiento de Valencia', 'Eventos Levante SL'],
  suppliers: ['Harinas del Turia SA', 'Lácteos Sierra', 'Makro España'],
  shops: ['REPSOL VALENCIA', 'MERCADONA 2214', 'LEROY MERLIN ALFAFAR'],
  employees: ['Ana Ruiz', 'Carlos Molina'],
  debits: [
    { name: 'Endesa Energía SAU', creditorId: 'ES04000A81948077', dayOfMonth: 7, cents: [18_000, 33_000] },
    { name: 'Telefónica de España', creditorId: 'ES45000A82018474', dayOfMonth: 20, cents: [7_210, 7_210] },
  ],
  landlord: 'Inmobiliaria Colón SL',
  acquirer: 'ABONO TPV',
  words: {
    received: 'Transferencia recibida',
    instant: 'Bizum recibido',
    sent: 'Transferencia emitida',
    card: 'Pago con tarjeta',
    debit: 'Recibo',
    fee: 'Comisión mantenimiento',
    cash: 'Ingreso en efectivo',
    salary: 'Nómina',
    rent: 'Alquiler local',
    invoice: 'Factura',
    takings: 'VENTAS TPV',
    refund: 'Devolución',
    saving: 'Ahorro',
    interest: 'Intereses',
    cheque: 'Ingreso de cheque',
  },
};

const german: Vocabulary = {
  customers: ['Gasthaus zum Adler', 'Müller & Söhne GmbH', 'Stadt Aachen', 'Schmidt, Petra'],
  suppliers: ['Mühle Eifel GmbH', 'Metro Deutschland', 'Molkerei Rhein'],
  shops: ['ARAL AACHEN', 'REWE MARKT', 'OBI AACHEN'],
  employees: ['Weber Jonas', 'Fischer Lena'],
  debits: [
    { name: 'STAWAG Energie', creditorId: 'DE12STW00000112233', dayOfMonth: 4, cents: [26_000, 41_000] },
    { name: 'Telekom Deutschland', creditorId: 'DE93ZZZ00000078611', dayOfMonth: 14, cents: [4_995, 4_995] },
  ],
  landlord: 'Hausverwaltung Dom GmbH',
  acquirer: 'Nexi Germany GmbH',
  words: {
    received: 'Gutschrift',
    instant: 'Echtzeit-Gutschrift',
    sent: 'Überweisung',
    card: 'Kartenzahlung',
    debit: 'Basis-Lastschrift',
    fee: 'Kontoführung',
    cash: 'Bareinzahlung',
    salary: 'Lohn',
    rent: 'Miete',
    invoice: 'Rechnung',
    takings: 'KARTENUMSATZ',
    refund: 'Erstattung',
    saving: 'Sparen',
    interest: 'Zinsen',
    cheque: 'Scheckeinreichung',
  },
};

const byCountry: Readonly<Record<string, Vocabulary>> = {
  BE: belgian,
  NL: dutch,
  FR: french,
  ES: spanish,
  DE: german,
  LU: french,
  PT: spanish,
};

/** The words of a country; Belgian ones where none are known. */
export const vocabularyOf = (country: string): Vocabulary => byCountry[country] ?? belgian;
