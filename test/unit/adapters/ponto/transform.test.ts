import fc from 'fast-check';
import { parseJson } from '../../../../shared/adapters/ponto/json.ts';
import { dayBehind, instantOf } from '../../../../shared/adapters/ponto/moments.ts';
import { accountResource, institutionResource } from '../../../../shared/adapters/ponto/schema.ts';
import { accountOf } from '../../../../shared/adapters/ponto/transformAccount.ts';
import { institutionOf } from '../../../../shared/adapters/ponto/institutions.ts';
import { lineOf } from '../../../../shared/adapters/ponto/transformLine.ts';

const brussels = 'Europe/Brussels';

/** A line as text, because the spelling of its numbers counts. */
const lineText = (attributes: Record<string, unknown>, amount = '-12.50'): string => {
  const said = { currency: 'EUR', executionDate: '2026-01-01T23:00:00.000Z', ...attributes };
  return JSON.stringify({ id: 'line-1', type: 'transaction', attributes: { ...said, amount: '$amount' } }).replace(
    '"$amount"',
    amount,
  );
};
const read = (attributes: Record<string, unknown> = {}, amount?: string) =>
  lineOf(parseJson(lineText(attributes, amount)), brussels);

describe('JSON of Ponto', () => {
  it('keeps numbers as the text that was sent', () => {
    expect(parseJson('{"a":-12.50,"b":[1e-7,123456789012345678901234.10],"c":"7","d":true,"e":null}')).toEqual({
      a: '-12.50',
      b: ['1e-7', '123456789012345678901234.10'],
      c: '7',
      d: true,
      e: null,
    });
  });

  it.each(['', '<html>', '{"a":', '[1,]', '['.repeat(100_000)])('is undefined for "%.10s"', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});

describe('a line', () => {
  it.each([
    ['-12.50', '-12.50'],
    ['-12.5', '-12.50'],
    ['12', '12.00'],
    ['1e-7', '0.0000001'],
    ['123456789012345.67', '123456789012345.67'],
    ['0.1', '0.10'],
    ['0', '0.00'],
    ['-0', '0.00'],
    ['90071992547409931.25', '90071992547409931.25'],
  ])('has the exact amount: %s is %s', (sent, amount) => {
    expect(read({}, sent)).toMatchObject({ content: { amount } });
  });

  it('has the exact amount, whatever its digits', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,17}$/);
    const cents = fc.stringMatching(/^\d{2}$/);

    fc.assert(
      fc.property(digits, cents, fc.constantFrom('', '-'), (whole, fraction, sign) => {
        expect(read({}, `${sign}${whole}.${fraction}`)).toMatchObject({
          content: { amount: `${sign}${whole}.${fraction}` },
        });
      }),
    );
  });

  it('takes an amount that comes as text', () => {
    expect(read({}, '"-12.50"')).toMatchObject({ content: { amount: '-12.50' } });
  });

  it.each([
    ['2 January in Belgium, sent as local midnight in UTC', '2026-01-01T23:00:00.000Z', '2026-01-02'],
    ['2 July in Belgium', '2026-07-01T22:00:00.000Z', '2026-07-02'],
    ['UTC midnight', '2026-01-02T00:00:00.000Z', '2026-01-02'],
    ['no fraction', '2026-01-01T23:00:00Z', '2026-01-02'],
    ['microseconds', '2026-01-01T23:00:00.123456Z', '2026-01-02'],
    ['an offset', '2026-01-02T00:00:00+01:00', '2026-01-02'],
    ['a day without time', '2026-01-02', '2026-01-02'],
    ['a time without zone', '2026-01-02T00:00:00', '2026-01-02'],
    ['the last night of the year', '2026-12-31T23:00:00Z', '2027-01-01'],
  ])('has the day at the bank: %s', (_what, executionDate, day) => {
    expect(read({ executionDate })).toMatchObject({ content: { executionDate: day } });
  });

  it('has the day in the zone of its bank', () => {
    const resource = parseJson(lineText({ executionDate: '2026-01-02T00:00:00Z' }));

    expect(lineOf(resource, 'Europe/Lisbon')).toMatchObject({ content: { executionDate: '2026-01-02' } });
    expect(lineOf(resource, 'America/New_York')).toMatchObject({ content: { executionDate: '2026-01-01' } });
  });

  it('falls back to the value date where the execution date is missing or absurd', () => {
    const valueDate = '2026-01-04T23:00:00Z';

    for (const executionDate of [null, '', 'soon', '2026-02-30T00:00:00Z', '+275760-09-13T00:00:00Z']) {
      expect(read({ executionDate, valueDate })).toMatchObject({
        content: { executionDate: '2026-01-05', valueDate: '2026-01-05' },
      });
    }
  });

  it('leaves an absurd value date out', () => {
    expect(read({ valueDate: '9999-12-31T23:30:00Z' })).not.toHaveProperty('content.valueDate');
  });

  it('is refused with the reason, and keeps its id', () => {
    const reasonOf = (line: unknown) => ({ pontoId: 'line-1', reason: line });

    expect(read({}, 'null')).toMatchObject(reasonOf('amount_unreadable'));
    expect(read({}, '"ten"')).toMatchObject(reasonOf('amount_unreadable'));
    expect(read({}, '1e999')).toMatchObject(reasonOf('amount_unreadable'));
    expect(read({ fee: 'some' })).toMatchObject(reasonOf('fee_unreadable'));
    expect(read({ currency: null })).toMatchObject(reasonOf('currency_unreadable'));
    expect(read({ currency: 'Euro' })).toMatchObject(reasonOf('currency_unreadable'));
    expect(read({ executionDate: null })).toMatchObject(reasonOf('date_unreadable'));
    expect(read({ remittanceInformation: 'é'.repeat(17_000) })).toMatchObject(reasonOf('too_large'));
    expect(read({ counterpartName: { first: 'An' } })).toMatchObject(reasonOf('shape_unreadable'));
    expect(lineOf({ id: 'line-1' }, brussels)).toEqual({ pontoId: 'line-1', reason: 'currency_unreadable' });
    expect(lineOf({ id: null, attributes: {} }, brussels)).toMatchObject({ reason: 'shape_unreadable' });
    expect(lineOf(null, brussels)).toMatchObject({ reason: 'shape_unreadable' });
  });

  it('that is refused tells what could be read of it, and nobody’s name or words', () => {
    const told = { counterpartName: 'An Peeters', remittanceInformation: 'rent' };
    const day = '2026-01-02';

    expect([
      read(told, '1e999'),
      read({ ...told, fee: 'some' }),
      read({ ...told, currency: 'Euro' }, '-12.5'),
      read({ ...told, executionDate: 'soon' }),
      read({ ...told, counterpartReference: { iban: 'BE68' } }),
      read({ ...told, executionDate: {}, valueDate: [], currency: 7 }, '{}'),
    ]).toEqual([
      { pontoId: 'line-1', reason: 'amount_unreadable', executionDate: day, currency: 'EUR' },
      { pontoId: 'line-1', reason: 'fee_unreadable', executionDate: day, amount: '-12.50', currency: 'EUR' },
      { pontoId: 'line-1', reason: 'currency_unreadable', executionDate: day, amount: '-12.5' },
      { pontoId: 'line-1', reason: 'date_unreadable', amount: '-12.50', currency: 'EUR' },
      { pontoId: 'line-1', reason: 'shape_unreadable', executionDate: day, amount: '-12.50', currency: 'EUR' },
      { pontoId: 'line-1', reason: 'shape_unreadable' },
    ]);
  });

  it('is booked with nothing but an amount, a currency and a day', () => {
    const nulls = Object.fromEntries(
      [
        'valueDate',
        'description',
        'remittanceInformation',
        'remittanceInformationType',
        'counterpartName',
        'fee',
        'createdAt',
      ].map((key) => [key, null]),
    );

    const content = { executionDate: '2026-01-02', amount: '-12.50', currency: 'EUR' };
    expect(read(nulls)).toEqual({ pontoId: 'line-1', content });
    expect(read({})).toEqual({ pontoId: 'line-1', content });
  });

  it('carries everything that the bank says, and the reference found in it', () => {
    const line = read({
      valueDate: '2026-01-02T23:00:00Z',
      description: 'Transfer',
      remittanceInformation: '+++090/9337/55493+++',
      remittanceInformationType: 'structured',
      counterpartName: 'Molens van Deinze',
      counterpartReference: 'BE71096123456769',
      bankTransactionCode: 'PMNT-RCDT-ESCT',
      proprietaryBankTransactionCode: '12',
      endToEndId: 123456789,
      purposeCode: 'SUPP',
      mandateId: 'M1',
      creditorId: 'BE42ZZZ1234',
      additionalInformation: 'more',
      fee: 0.25,
      cardReference: '1234',
      cardReferenceType: 'MASKEDPAN',
      digest: 'R8a1mZf0kQw2sYt7uVx3aBcD',
      internalReference: 'B-2026-17',
      createdAt: '2026-01-03T02:15:07Z',
      updatedAt: '2026-01-03T02:15:07.123456Z',
    });

    expect(line).toEqual({
      pontoId: 'line-1',
      content: {
        executionDate: '2026-01-02',
        valueDate: '2026-01-03',
        amount: '-12.50',
        currency: 'EUR',
        fee: '0.25',
        counterpartyName: 'Molens van Deinze',
        counterpartyReference: 'BE71096123456769',
        remittanceText: '+++090/9337/55493+++',
        remittanceType: 'structured',
        reference: { kind: 'be_ogm', value: '+++090/9337/55493+++' },
        description: 'Transfer',
        bankTransactionCode: 'PMNT-RCDT-ESCT',
        proprietaryBankTransactionCode: '12',
        endToEndId: '123456789',
        purposeCode: 'SUPP',
        mandateId: 'M1',
        creditorId: 'BE42ZZZ1234',
        cardReference: '1234',
        cardReferenceType: 'MASKEDPAN',
        additionalInformation: 'more',
        internalReference: 'B-2026-17',
        digest: 'R8a1mZf0kQw2sYt7',
      },
      createdAt: '2026-01-03T02:15:07.000Z',
      updatedAt: '2026-01-03T02:15:07.123Z',
    });
  });

  it.each([
    [{ cardReference: '4111111111111111', cardReferenceType: 'PAN' }, '************1111'],
    [{ cardReference: '4111 1111 1111 1112', cardReferenceType: 'pan' }, '**** **** **** 1112'],
    [{ cardReference: '4111111111111111' }, '************1111'],
    [{ cardReference: '4111111111111111', cardReferenceType: 'MASKEDPAN' }, '************1111'],
    [{ cardReference: '4111********1111', cardReferenceType: 'MASKEDPAN' }, '4111********1111'],
    [{ cardReference: '1234', cardReferenceType: 'PAN' }, '1234'],
    [{ cardReference: '6703 something else' }, '6703 something else'],
  ])('has no whole number of a card: %j', (said, cardReference) => {
    expect(read(said)).toMatchObject({ content: { cardReference } });
  });

  it('remembers a card number that it hides only to compare it with what was kept before', () => {
    const whole = '4111111111111111';

    const line = read({ cardReference: whole, cardReferenceType: 'PAN', internalReference: whole });

    expect(line).toMatchObject({ formerCardReference: whole });
    expect('content' in line && JSON.stringify(line.content)).not.toContain(whole);
    expect(read({ cardReference: '4111********1111' })).not.toHaveProperty('formerCardReference');
  });

  it('keeps no mark that is longer than any bank’s', () => {
    expect(read({ internalReference: 'x'.repeat(201), cardReferenceType: 'LOYALTY' })).toEqual(read({}));
  });

  it('takes empty texts for missing ones and keeps all others as they are', () => {
    expect(read({ remittanceInformation: '  ', counterpartName: '' })).toEqual(read({}));
    expect(read({ counterpartName: ' An  ' })).toMatchObject({ content: { counterpartyName: ' An  ' } });
    expect(read({ counterpartName: 'a\ud800b' })).toMatchObject({ content: { counterpartyName: 'a\ufffdb' } });
  });

  it('never fails, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (attributes, whole) => {
        expect(lineOf({ id: 'line-1', attributes }, brussels)).toHaveProperty('pontoId', 'line-1');
        expect(lineOf(whole, brussels)).toHaveProperty('pontoId');
      }),
    );
  });
});

describe('moments', () => {
  it.each([null, undefined, '', '1', '2026', 'March 7', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', '1700000000'])(
    'are not found in %p',
    (text) => {
      expect(instantOf(text)).toBeUndefined();
      expect(dayBehind(text, brussels)).toBeUndefined();
    },
  );
});

describe('an account', () => {
  const account = (resource: unknown) => accountOf(accountResource().parse(resource), brussels);

  it('is read with its balances, their days at the bank, and its latest synchronization', () => {
    const json = parseJson(
      `{"id":"a","attributes":{"reference":"BE68539007547034","referenceType":"IBAN","currency":"EUR","subtype":"checking",
        "currentBalance":1234567890123.40,"currentBalanceReferenceDate":"2026-01-01T23:00:00Z","currentBalanceChangedAt":"2026-01-02T06:00:00Z",
        "availableBalance":-0.5,"authorizedAt":"2026-01-01T10:00:00.123456Z","authorizationExpirationExpectedAt":"2026-06-30T10:00:00Z"},
        "relationships":{"financialInstitution":{"data":{"id":"fi","type":"financialInstitution"},"links":{"related":"x"}}},
        "meta":{"availability":"readonly","synchronizedAt":"2026-01-02T06:00:00Z","latestSynchronization":{"id":"s","type":"synchronization",
        "attributes":{"subtype":"accountDetails","status":"error","errors":[{"code":"authorizationInvalid","detail":"d","meta":{}}]}}}}`,
    );

    expect(account(json)).toEqual({
      pontoId: 'a',
      institutionId: 'fi',
      reference: 'BE68539007547034',
      referenceType: 'IBAN',
      currency: 'EUR',
      subtype: 'checking',
      deprecated: false,
      availability: 'readonly',
      authorizedAt: '2026-01-01T10:00:00.123Z',
      authorizationExpectedEnd: '2026-06-30T10:00:00.000Z',
      currentBalance: {
        amount: '1234567890123.40',
        currency: 'EUR',
        referenceDate: '2026-01-02',
        changedAt: '2026-01-02T06:00:00.000Z',
      },
      availableBalance: { amount: '-0.50', currency: 'EUR' },
      synchronizedAt: '2026-01-02T06:00:00.000Z',
      latestSynchronization: {
        id: 's',
        subtype: 'accountDetails',
        status: 'error',
        errorCodes: ['authorizationInvalid'],
      },
    });
  });

  it('has names of one line without controls of writing, whatever the bank sends', () => {
    const hostile = ' Bakkerij\u0000\r\nEls\u202e\u2066 \u2028\ufeffJan\ud83d ';
    const said = { holderName: hostile, product: hostile, description: '\u202e\u0000\u200b' };

    const { holderName, product, description } = account({ id: 'a', attributes: said });

    expect({ holderName, product, description }).toEqual({
      holderName: 'Bakkerij Els Jan\ufffd',
      product: 'Bakkerij Els Jan\ufffd',
      description: undefined,
    });
  });

  it('is read when nothing but its id is known', () => {
    const bare = {
      pontoId: 'a',
      institutionId: 'unknown',
      reference: 'a',
      referenceType: 'unknown',
      currency: 'XXX',
      deprecated: false,
      availability: 'available',
    };

    expect(account({ id: 'a' })).toEqual(bare);
    expect(account({ id: 'a', attributes: null, relationships: null, meta: null })).toEqual(bare);
    expect(account({ id: 'a', attributes: { currentBalance: null }, meta: { latestSynchronization: null } })).toEqual(
      bare,
    );
  });

  it('takes a synchronization status that it does not know for one that is not finished', () => {
    const meta = { latestSynchronization: { id: 's', attributes: { status: 'resting', errors: null } } };

    expect(account({ id: 'a', meta }).latestSynchronization).toMatchObject({ status: 'running', errorCodes: [] });
  });
});

describe('an institution', () => {
  const institution = (resource: unknown) =>
    institutionOf(institutionResource().parse(parseJson(JSON.stringify(resource))));

  it('is read whole', () => {
    const attributes = {
      name: 'KBC',
      bic: 'KREDBEBB',
      country: 'BE',
      logoUrl: 'https://example.org/kbc.svg',
      status: 'stable',
      deprecated: true,
      sharedBrandReference: 'kbc',
      maintenanceFrom: '2026-01-01T00:00:00Z',
      maintenanceTo: '2026-01-02T00:00:00Z',
      maintenanceType: 'internal',
      expectedAuthorizationLifetime: 180,
      timeZone: 'Europe/Brussels',
    };

    expect(institution({ id: 'fi', attributes })).toEqual({
      id: 'fi',
      name: 'KBC',
      bic: 'KREDBEBB',
      country: 'BE',
      logoUrl: 'https://example.org/kbc.svg',
      status: 'stable',
      deprecated: true,
      brand: 'kbc',
      maintenance: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z', type: 'internal' },
      authorizationDays: 180,
      timeZone: 'Europe/Brussels',
    });
  });

  it('has a name of one line without controls of writing', () => {
    expect(institution({ id: 'fi', attributes: { name: 'K\u202eBC\nBank' } })).toMatchObject({ name: 'KBC Bank' });
    expect(institution({ id: 'fi', attributes: { name: '\u202e\n' } })).toMatchObject({ name: 'fi' });
  });

  it('counts as experimental under a status that is not known, and needs nothing but an id', () => {
    const bare = { id: 'fi', name: 'fi', status: 'experimental', deprecated: false };

    expect(institution({ id: 'fi', attributes: { status: 'legendary' } })).toEqual(bare);
    expect(institution({ id: 'fi' })).toEqual(bare);
  });
});

describe('the number of a card', () => {
  const account = (attributes: Record<string, unknown>) =>
    accountOf(accountResource().parse({ id: 'account-1', attributes: { currency: 'EUR', ...attributes } }), brussels);

  it.each([
    [{ reference: '4111111111111111', referenceType: 'PAN' }, '************1111'],
    [{ reference: '4111 1111 1111 1111', referenceType: 'pan' }, '**** **** **** 1111'],
    [{ reference: '4111111111111111' }, '************1111'],
    [{ reference: '**** **** **** 1111', referenceType: 'MASKEDPAN' }, '**** **** **** 1111'],
    [{ internalReference: '4111111111111111' }, '************1111'],
  ])('is never kept whole: %j', (attributes, reference) => {
    expect(account(attributes).reference).toBe(reference);
    expect(JSON.stringify(account(attributes))).not.toContain('4111111111111111');
  });

  it('leaves other numbers alone, and the bank’s own reference beside them', () => {
    expect(account({ reference: 'BE68539007547034', referenceType: 'IBAN', internalReference: 'K-7' })).toMatchObject({
      reference: 'BE68539007547034',
      internalReference: 'K-7',
    });
  });

  it('tells when Ponto saw the balance move', () => {
    const moved = { currentBalance: '12.00', currentBalanceVariationObservedAt: '2026-03-10T08:00:00Z' };

    expect(account(moved).currentBalance).toMatchObject({ variationObservedAt: '2026-03-10T08:00:00.000Z' });
  });
});
