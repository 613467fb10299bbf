import { institutionById, institutions, type Institution } from '../../institutions/catalogue.ts';
import { listingOf } from '../../orderedStore.ts';
import { notFound } from '../apiFailure.ts';
import { callerOf, param, type ApiCall, type Operation } from '../call.ts';
import { collection } from '../paging.ts';
import { renderInstitution } from '../render/renderInstitution.ts';

/** The same address gives the catalogue, or with a user token the organization's own banks (reference, section 4.1). */
const visible = (call: ApiCall): readonly Institution[] => {
  const caller = callerOf(call);
  if (caller?.kind !== 'user') return institutions;
  const { accounts } = call.world.state;
  const own = new Set(Object.keys(caller.integration.accounts).map((id) => accounts[id]?.institutionId));
  return institutions.filter(({ id }) => own.has(id));
};

const fields: Readonly<Record<string, (institution: Institution) => string>> = {
  name: ({ name }) => name,
  country: ({ country }) => country,
  bic: ({ bic }) => bic,
  status: ({ status }) => status,
};

const tests: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  eq: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  in: (value, wanted) => wanted.split(',').some((one) => one.trim().toLowerCase() === value.toLowerCase()),
  contains: (value, wanted) => value.toLowerCase().includes(wanted.toLowerCase()),
  like: (value, wanted) => value.toLowerCase().includes(wanted.toLowerCase()),
};

/** Filters that are not known have no effect. */
const filtered = (list: readonly Institution[], query: URLSearchParams): readonly Institution[] =>
  [...query].reduce((left, [name, wanted]) => {
    const [, field = '', test = ''] = /^filter\[(\w+)\]\[(\w+)\]$/.exec(name) ?? [];
    const read = fields[field];
    const passes = tests[test];
    return read && passes ? left.filter((institution) => passes(read(institution), wanted)) : left;
  }, list);

export const listFinancialInstitutions: Operation = (call) => ({
  body: collection(call, listingOf(filtered(visible(call), call.query)), 'financialInstitution', (institution) =>
    renderInstitution(call, institution),
  ),
});

export const getFinancialInstitution: Operation = (call) => {
  const institution = institutionById(param(call, 'financialInstitutionId'));
  if (!institution || !visible(call).includes(institution)) throw notFound('financialInstitution');
  return { body: { data: renderInstitution(call, institution) } };
};
