import type { FileQuery } from '../../contracts/http/files.ts';
import { operations } from '../../contracts/http/operations.ts';
import type { Account } from '../../domain/connections/connection.ts';
import { isCalendarDate } from '../../domain/calendar/calendarDate.ts';
import { parseStatementId } from '../../domain/ids/outsideIds.ts';
import type { WriteOptions } from '../../exports/format.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import { limitText } from '../../presentation/exports.ts';
import { json, problem, type Answer } from '../../runtime/http/answer.ts';
import { route, type Call } from '../../runtime/http/route.ts';
import type {
  makeStatementsForFile,
  StatementsForFile,
  StatementsRefused,
  Wanted,
} from '../../usecases/ledger/statementsForFile.ts';

export interface StatementFileDeps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly statementsForFile: ReturnType<typeof makeStatementsForFile>;
}

const wantedOf = ({ include }: FileQuery): Wanted => ({
  open: include.includes('open'),
  broken: include.includes('broken'),
});

const optionsOf = ({ delimiter, guard, opening }: FileQuery): WriteOptions => ({
  delimiter: delimiter === 'comma' ? ',' : ';',
  guard: guard === 'on',
  opening: opening === 'on',
});

/** Writers of files and the letters that they know are half of the code of the API: loaded for whoever asks for a file. */
const loadFormats = () => import('../../exports/formats.ts');

export const makeStatementFileRoutes = ({ accounts, statementsForFile }: StatementFileDeps) => {
  const answer = async (
    account: Account,
    found: StatementsForFile | StatementsRefused,
    { query, language, takesGzip }: Call<FileQuery, unknown>,
  ): Promise<Answer> => {
    switch (found.kind) {
      case 'statement_unknown':
        return problem('not_found');
      case 'no_statements':
        return problem(found.kind);
      case 'statement_open':
      case 'statement_broken':
        return problem(found.kind, { values: found });
      case 'statements': {
        const { formatOf } = await loadFormats();
        const { renderStatementFile } = await import('../render/statementFile.ts');
        return renderStatementFile(formatOf(query.format), account, found, optionsOf(query), { language, takesGzip });
      }
    }
  };

  return {
    listExportFormats: route(operations.listExportFormats, async ({ language }) => {
      const { formats } = await loadFormats();
      return json(200, {
        items: formats.map(({ id, name, extension, mediaType, countries, limits }) => ({
          id,
          name,
          extension,
          mediaType,
          countries,
          limits: limits.map((code) => ({ code, message: limitText(language, code) })),
        })),
      });
    }),

    getStatementFile: route(operations.getStatementFile, async (call) => {
      const ref = parseStatementId(call.id);
      const account = ref && (await accounts.get({ tenantId: call.caller.tenantId, accountId: ref.accountId }));
      if (!account || !isCalendarDate(ref.periodFrom)) return problem('not_found');
      return answer(account, await statementsForFile.one(account, ref.periodFrom, wantedOf(call.query)), call);
    }),

    getStatementsFile: route(operations.getStatementsFile, async (call) => {
      const account = await accounts.get({ tenantId: call.caller.tenantId, accountId: call.id });
      if (!account) return problem('not_found');
      return answer(account, await statementsForFile.between(account, call.query, wantedOf(call.query)), call);
    }),
  };
};
