import { digestLanguageOf } from '../../../../shared/domain/mail/digestLanguage.ts';
import { aConnection } from '../../../builders/records.ts';

/** Connections in the order in which they came to be, each of a tenant and with its locale. */
const connectionsOf = (...made: readonly (readonly [tenantId: string, locale: string | undefined])[]) =>
  made.map(([tenantId, locale], day) =>
    aConnection({
      tenantId,
      id: `connection-${day}`,
      createdAt: `2026-01-${String(day + 1).padStart(2, '0')}T08:00:00.000Z`,
      contact: { email: 'els@bakery.example', ...(locale !== undefined && { locale }) },
    }),
  );

describe('the language of a digest', () => {
  it('is the one of most tenants, each of which counts once, however many connections it has', () => {
    const loud = Array.from({ length: 20 }, () => ['loud', 'de'] as const);

    expect(digestLanguageOf(connectionsOf(...loud, ['bakery', 'nl-BE'], ['garage', 'nl']))).toBe('nl');
  });

  it('is where as many want another one the one of the oldest connection, in whatever order they are found', () => {
    const connections = connectionsOf(['bakery', 'nl'], ['garage', 'fr'], ['later', 'nl'], ['last', 'fr']);

    expect(digestLanguageOf(connections)).toBe('nl');
    expect(digestLanguageOf([...connections].reverse())).toBe('nl');
  });

  it('is no matter of tenants that have named none, and English where none has', () => {
    expect(digestLanguageOf(connectionsOf(['bakery', undefined], ['garage', undefined], ['last', 'es']))).toBe('es');
    expect(digestLanguageOf(connectionsOf(['bakery', undefined]))).toBe('en');
  });

  it('is for a tenant the one of its oldest connection that names one', () => {
    expect(digestLanguageOf(connectionsOf(['bakery', undefined], ['bakery', 'fr'], ['bakery', 'de']))).toBe('fr');
  });
});
