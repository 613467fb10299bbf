/** A safeguard of the engine, and how it is broken: the text in the file that is replaced. */
export interface Mutant {
  readonly name: string;
  /** Which simulation has to notice: of all accounts, of webhooks, or of a single account where nothing is said. */
  readonly of?: 'accounts' | 'webhooks';
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const sync = 'shared/usecases/sync';
const domain = 'shared/domain';
const matching = { of: 'accounts', file: `${domain}/connections/matchAccounts.ts` } as const;
const identity = { of: 'accounts', file: `${domain}/connections/accountIdentity.ts` } as const;
const publish = { file: `${sync}/publishChanges.ts` } as const;
const feed = 'shared/usecases/feed';
const heldLines = { file: `${feed}/heldLines.ts` } as const;
const statementNews = { file: `${domain}/feed/statementNews.ts` } as const;
const attempts = { of: 'webhooks', file: 'shared/usecases/outgoing/attemptDelivery.ts' } as const;
const replay = { of: 'webhooks', file: 'shared/usecases/outgoing/replayDeliveries.ts' } as const;
const fanOut = { of: 'webhooks', file: 'shared/usecases/outgoing/fanOut.ts' } as const;
const delivery = { of: 'webhooks', file: `${domain}/outgoing/webhookDelivery.ts` } as const;

/** The test of the test: a simulation must find a violation in every one of these. */
export const mutants: readonly Mutant[] = [
  {
    name: 'an overtaken worker may write segments and statements',
    file: 'shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts',
    from: "any(isNew, atMost('fence', fence))",
    to: "any(isNew, atMost('fence', Number.MAX_SAFE_INTEGER))",
  },
  {
    name: 'an overtaken worker may move the head',
    file: 'shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts',
    from: "all(equals('fence', lease.fence), any(absent('sequence'), equals('sequence', lease.head.sequence))),",
    to: '',
  },
  {
    name: 'a refused line stays on the list once it can be booked',
    file: `${sync}/scanState.ts`,
    from: 'refused.filter(({ pontoId }) => !readable.has(pontoId))',
    to: 'refused',
  },
  {
    name: 'a refused line stays on the list once Ponto has removed it',
    file: `${sync}/scanState.ts`,
    from: "refused: isComparison ? seenSince(head.refused, scan.startedAt, part === 'whole') : undefined",
    to: 'refused: undefined',
  },
  {
    name: 'a refused line of a page before is forgotten',
    file: `${domain}/ledger/refusedLine.ts`,
    from: 'kept.filter(({ pontoId }) => !now.has(pontoId))',
    to: '[]',
  },
  {
    name: 'a page of a statement begins behind a line that no page has shown',
    file: 'shared/usecases/ledger/statementLines.ts',
    from: 'offset: place.offset + index + 1',
    to: 'offset: place.offset + index + 2',
  },
  {
    name: 'the feed goes on from wherever it is told to',
    file: 'shared/usecases/ledger/listChanges.ts',
    from: "return isKnown ? { changes, next, hasMore: false } : 'cursor_unknown';",
    to: 'return { changes, next, hasMore: false };',
  },
  {
    name: 'a date before the start ends a scan',
    file: `${sync}/diffPage.ts`,
    from: 'reachedKnown: reachesKnown(context, page, scan)',
    to: 'reachedKnown: reachesKnown(context, page, scan) || page.lines.some((line) => line.content.executionDate < context.importFrom)',
  },
  {
    name: 'lines of this very scan count as known ground',
    file: `${sync}/diffPage.ts`,
    from: '(entry !== undefined && entry.line <= knownUpTo)',
    to: '(entry !== undefined && entry.line <= knownUpTo + 1e9)',
  },
  {
    name: 'an interrupted scan does not look at the top again',
    file: `${sync}/readList.ts`,
    from: "if (beganAtTop(scanned)) return 'complete';",
    to: "if (beganAtTop(scanned) || !Number.isNaN(0)) return 'complete';",
  },
  {
    name: 'the cursor of an interrupted scan is lost',
    file: `${sync}/scanTransactions.ts`,
    from: ': { ...read, scan: step.scan };',
    to: ': read;',
  },
  {
    name: 'a corrected line makes no version',
    file: `${sync}/diffPage.ts`,
    from: 'return (record) => correctedChange(known, line, { ...record, at, syncId });',
    to: 'return undefined;',
  },
  {
    name: 'an account under a new id is a new account',
    file: `${sync}/readList.ts`,
    from: "if (head.pontoId !== undefined && head.pontoId !== feedAccount.pontoId) return 'relink';",
    to: '',
  },
  {
    name: 'a returned line is matched to the first of its twins only',
    file: `${domain}/ledger/matchRelinked.ts`,
    from: 'const [partner] = place < 0 ? [] : usable.splice(place, 1);',
    to: 'const [partner] = usable;',
  },
  {
    name: 'late lines go on the statement of their day',
    file: `${domain}/ledger/recordChanges.ts`,
    from: '...(late ? { lateSince: sequence, carryForward: lateLine(line) } : {}),',
    to: '...(late && Number.isNaN(0) ? { lateSince: sequence, carryForward: lateLine(line) } : {}),',
  },
  {
    name: 'a corrected amount on a final statement is not carried forward',
    file: `${domain}/ledger/recordChanges.ts`,
    from: '...(isZero(difference) ? {} :',
    to: '...(isZero(difference) || !Number.isNaN(0) ? {} :',
  },
  {
    name: 'a line that leaves a closed day stays late',
    file: `${domain}/ledger/recordChanges.ts`,
    from: ": { carryForward: { kind: 'late_line_withdrawn', amount: line.content.amount } };",
    to: ': {};',
  },
  {
    name: 'an agreement with the bank is kept whatever comes in',
    file: `${sync}/reconcileStatements.ts`,
    from: 'if (!hasLeftAgreement(books)) return books;',
    to: 'if (hasLeftAgreement(books) || books) return books;',
  },
  {
    name: 'a balance that is taken back goes on proving',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: 'if (state.matchedOn !== on) return state;',
    to: 'if (state.matchedOn !== on || state) return state;',
  },
  {
    name: 'a balance always counts what its date says',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: "if (other.comparison.kind === 'agrees') {",
    to: "if (other.comparison.kind === 'agrees' && Number.isNaN(0)) {",
  },
  {
    name: 'a comparison that ran out of time has seen nothing',
    file: `${sync}/scanTransactions.ts`,
    from: "if (part !== 'remainder' && scan.purpose === 'full_comparison') await saveScan(context, scan);",
    to: '',
  },
  {
    name: 'a comparison that ran out of time while it looked for what is missing does not go on',
    file: `${sync}/compareFullList.ts`,
    from: 'await saveScan(context, left);',
    to: '',
  },
  {
    name: 'an opening balance is replaced after the bank has agreed with it',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: 'opening: chain.opening && withoutProviso(chain.opening)',
    to: 'opening: chain.opening',
  },
  {
    name: 'any convention counts at once',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: 'const leaning = before?.isApart === other.isApart ? before : undefined;',
    to: "const leaning = before ?? { seenOn: '', gap: '' };",
  },
  {
    name: 'a total that a convention explains by chance agrees at once',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: 'if (mayBeByChance(caughtUp.chain, told)) return caughtUp;',
    to: '',
  },
  {
    name: 'balances that are dated otherwise than before prove on the first day',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: 'if (leaned) return { chain: leaned, agrees: false };',
    to: '',
  },
  {
    name: 'an agreement that was chance goes on proving',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: 'if (!now.includes(matchedOtherwise)) return chain;',
    to: 'if (now) return chain;',
  },
  {
    name: 'what is left when an agreement is taken back counts a day that ran on when the bank was asked',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: '< matched.on ? completeDayOf(chain) : matchedBefore;',
    to: '< matched.on ? matchedOn : matchedBefore;',
  },
  {
    name: 'balances that are dated otherwise count as the one that opened the books did',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: 'if (!opening?.otherwise || final) return undefined;',
    to: 'if (opening) return undefined;',
  },
  {
    name: 'lines of an earlier day are held against a balance',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: "if (reading.moments === 'behind') return caughtUp;",
    to: '',
  },
  {
    name: 'what has moved the opening balance and comes into the books counts twice',
    file: `${domain}/statements/openingBalance.ts`,
    from: '...countedBeforeStart(chain),',
    to: '',
  },
  {
    name: 'a difference between two synchronizations is never said',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: '|| (doubt && doubt.seenOn < askedOn);',
    to: '|| (doubt && Number.isNaN(0));',
  },
  {
    name: 'a difference is told by the convention in force, whatever the other one shows',
    file: `${domain}/statements/chainAfterReading.ts`,
    from: 'const isOther = first === second ? before === otherConvention(counts) : second;',
    to: 'const isOther = Number.isNaN(0);',
  },
  {
    name: 'a final statement goes on being proven',
    file: `${domain}/statements/proof.ts`,
    from: 'if (!isFinal) return proof;',
    to: 'if (!isFinal || proof) return proof;',
  },
  {
    name: 'the first difference of a day in which more may have come later counts as agreement of that day',
    file: `${domain}/statements/completeness.ts`,
    from: 'seenOn === undefined ? day : earliest(day, addDays(seenOn, -1));',
    to: 'day;',
  },
  {
    name: 'a figure of the tenant proves whatever the bank says',
    file: `${domain}/statements/knownBalance.ts`,
    from: 'if (arrives) return {',
    to: 'if (anchor !== undefined) return {',
  },
  {
    name: 'a figure of the tenant goes on proving whatever comes in',
    file: `${domain}/statements/knownBalance.ts`,
    from: 'if (contradiction) return { provenUpTo:',
    to: 'if (contradiction && Number.isNaN(0)) return { provenUpTo:',
  },
  {
    name: 'a figure of the tenant agrees with an opening balance that has gone',
    file: `${domain}/statements/knownBalance.ts`,
    from: "before?.verdict === 'agrees' && !input.movementUpTo;",
    to: "before?.verdict === 'agrees';",
  },
  {
    name: 'a figure of the tenant agrees with everything',
    file: `${domain}/statements/knownBalance.ts`,
    from: "if (isZero(difference)) return 'none';",
    to: "if (isZero(difference) || final || !opening.otherwise) return 'none';",
  },
  {
    name: 'the bank is believed to have been asked today',
    file: `${sync}/bankReading.ts`,
    from: "if (latest?.status === 'error') return undefined;",
    to: 'if (latest) return dayOf(now, timeZone);',
  },
  {
    name: 'a line that may have been made with the newest one is left to chance when it moves into the books',
    file: `${sync}/readTouchedLines.ts`,
    from: 'if (!isLeftToNextScan) session.noteWaiting();',
    to: '',
  },
  {
    name: 'days before final statements get no statements',
    file: `${sync}/reconcileStatements.ts`,
    from: "if (chain.final && input.importFrom < (chain.coversFrom ?? '')) await reconcileEarlier(input);",
    to: "if (chain.final && input.importFrom < '') await reconcileEarlier(input);",
  },
  {
    name: 'the whole list is never compared',
    file: `${sync}/readList.ts`,
    from: 'const fullComparisonEveryDays = 28;',
    to: 'const fullComparisonEveryDays = 99_999;',
  },
  {
    name: 'what a crashed run left out of the months stays out',
    file: `${sync}/ledgerSession.ts`,
    from: 'if (lease.head.viewedSequence < lease.head.sequence) {',
    to: 'if (lease.head.viewedSequence < 0) {',
  },
  {
    name: 'statements that no longer exist stay',
    file: 'shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts',
    from: '.filter((sk) => !kept.has(sk));',
    to: '.filter((sk) => !kept.has(sk) && Number.isNaN(0));',
  },
  {
    name: 'a final statement shows its lines as they are now',
    file: 'shared/usecases/ledger/statementLines.ts',
    from: 'foldMonth(parts, through)',
    to: 'foldMonth(parts, Math.max(through, 1e9))',
  },
  {
    name: 'numbers begin anew after a final statement',
    file: `${domain}/statements/chain.ts`,
    from: 'const numbers = new Map(Object.entries(chain.numbers ?? {}));',
    to: 'const numbers = new Map(Object.entries({ ...chain.numbers, ...(chain.final ? {} : {}) }).slice(0, 0));',
  },
  {
    name: 'the history of a former id is removed',
    file: `${sync}/compareFullList.ts`,
    from: 'sequence > relinkedAfter &&',
    to: 'sequence > relinkedAfter - 1e9 &&',
  },
  {
    name: 'what the bank books late for days before the start is not counted',
    file: `${domain}/statements/beforeStart.ts`,
    from: 'if (fresh.length === 0) return chain;',
    to: 'return chain;',
  },
  {
    name: 'what came late for days before the start counts on their statements when the start moves back',
    file: `${domain}/ledger/recordChanges.ts`,
    from: ' && !isUncountedBeforeStart(chain, line.pontoId)',
    to: '',
  },
  {
    name: 'what came late for days before the start is counted beside the books that have it',
    file: `${sync}/beforeStart.ts`,
    from: "if (kind === 'added') added.set(pontoId, content.executionDate);",
    to: "if (kind === 'added' && Number.isNaN(0)) added.set(pontoId, content.executionDate);",
  },
  {
    name: 'under new ids nobody knows what came late for days before the start',
    file: `${domain}/statements/beforeStart.ts`,
    from: 'const place = ids.has(line.pontoId) ? -1 : ',
    to: 'const place = ids.has(line.pontoId) || line ? -1 : ',
  },
  {
    name: 'a change of a line that a moved start brings in does not wait until the books reach back to it',
    file: `${domain}/statements/beforeStart.ts`,
    from: 'if (onFinalStatement || lateSince > 0) return false;',
    to: 'return false;',
  },
  {
    name: 'statements are reckoned from the months that happen to be loaded',
    file: `${sync}/knownLines.ts`,
    from: 'if (loadedFrom === undefined) ranges.push({ from });',
    to: 'if (loadedFrom === undefined && loaded.size === 0) ranges.push({ from });',
  },
  {
    ...matching,
    name: 'an account that two may continue is continued by both',
    from: 'gone.length === 1 && fresh.length === 1 && stayed.length + former.length === 0',
    to: 'gone.length === 1 && stayed.length + former.length === 0',
  },
  {
    ...matching,
    name: 'one that came continues the first of several that are gone',
    from: 'gone.length === 1 && fresh.length === 1 && stayed.length + former.length === 0',
    to: 'fresh.length === 1 && stayed.length + former.length === 0',
  },
  {
    ...matching,
    name: 'one that came beside one that stayed continues the one that is gone',
    from: 'gone.length === 1 && fresh.length === 1 && stayed.length + former.length === 0',
    to: 'gone.length === 1 && fresh.length === 1 && former.length === 0',
  },
  {
    ...matching,
    name: 'the number alone is enough',
    from: "secondMark(single, feed) === 'agrees' ? single",
    to: "secondMark(single, feed) !== 'differs' ? single",
  },
  {
    ...matching,
    name: 'the first of several that have a reference is continued',
    from: 'if (only && named.length === 1) {',
    to: 'if (only) {',
  },
  {
    ...matching,
    name: 'a reference is believed although others have it',
    from: 'return rivals.length === 1 && ',
    to: 'return ',
  },
  {
    ...matching,
    name: 'a reference is believed although one that is gone may have it',
    from: '![...gone, ...former].some(mayBeToo) ? only',
    to: 'only ? only',
  },
  {
    ...matching,
    name: 'an account never comes back under a new id',
    from: 'if (account && !isDenied(account, feed)) continued.set(feed.pontoId, account);',
    to: 'if (account && Number.isNaN(0)) continued.set(feed.pontoId, account);',
  },
  {
    ...matching,
    name: 'an account that a page shows again is another one',
    from: 'const distinct = [...new Map(listed.map((feed) => [feed.pontoId, feed])).values()];',
    to: 'const distinct = [...listed];',
  },
  {
    ...identity,
    name: 'a label that differs says nothing',
    from: "if ([subtype, product, description].includes('differs')) return 'differs';",
    to: '',
  },
  {
    ...identity,
    name: "a bank's own reference that differs says nothing",
    from: "if (byReference !== 'silent') return byReference;",
    to: '',
  },
  {
    ...identity,
    name: 'references of two banks are compared',
    from: "one.institutionId === other.institutionId ? compare(one, other, 'internalReference') : 'silent'",
    to: "compare(one, other, 'internalReference')",
  },
  {
    ...identity,
    name: 'pockets of two currencies are one account',
    from: 'plainNumber(reference), currency, ...',
    to: 'plainNumber(reference), ...',
  },
  {
    ...identity,
    name: 'cards of two banks with the same digits are one',
    from: '...(isIban(referenceType) ? [] : [brandOf(institutionId)])',
    to: '',
  },
  {
    ...matching,
    name: 'the number of an account that goes on under another one is forgotten',
    from: 'former: formerBy.get(key) ?? [],',
    to: 'former: [],',
  },
  {
    of: 'accounts',
    file: 'shared/usecases/connections/storeAccounts.ts',
    name: 'a word that a crash cut short is forgotten',
    from: 'for (const successor of continued) {',
    to: 'for (const successor of continued.slice(0, 0)) {',
  },
  {
    name: 'taken back: a run reads what was taken back once more',
    of: 'accounts',
    file: `${sync}/syncLedger.ts`,
    from: 'takenBack.continuedAt === succession?.at',
    to: "takenBack.continuedAt === 'never'",
  },
  {
    name: 'taken back: lines of the other account stay',
    of: 'accounts',
    file: `${domain}/ledger/restoreLine.ts`,
    from: 'return entry.removed ? undefined :',
    to: 'return entry.line > 0 ? undefined :',
  },
  {
    name: 'taken back: a line that comes again stays removed',
    of: 'accounts',
    file: `${sync}/knownLines.ts`,
    from: 'return entry?.takenBack ? undefined : entry;',
    to: 'return entry;',
  },
  {
    name: 'taken back: the engine goes on as the same one again by itself',
    ...matching,
    from: 'if (account && !isDenied(account, feed))',
    to: 'if (account)',
  },
  {
    name: 'taken back: a crash lets the word that was taken back count',
    of: 'accounts',
    file: 'shared/usecases/connections/storeAccounts.ts',
    from: ' && !isWordTakenBack(predecessor, successor)',
    to: '',
  },
  {
    name: 'feed: a run with news writes no entry',
    ...publish,
    from: 'if (entry) await feedLog.append(ledger.tenantId, entry);',
    to: '',
  },
  {
    name: 'feed: what was told is recorded before it is told',
    ...publish,
    from: 'if (entry) await feedLog.append(ledger.tenantId, entry);',
    to: `session.noteInHead((current) => ({ ...current, published: { ...publishedAfter(head), ...told } }));
  await session.commitNoted();
  if (entry) await feedLog.append(ledger.tenantId, entry);`,
  },
  {
    name: 'feed: what has changed on a final statement is not told',
    ...publish,
    from: 'finals, judged, unsettled });',
    to: 'finals, judged: [], unsettled });',
  },
  {
    name: 'feed: a statement that was told once is not told again',
    ...statementNews,
    from: 'told[period.from] !== marks[period.from] ||',
    to: '',
  },
  {
    name: 'feed: a mark goes by the balances of a statement alone',
    ...statementNews,
    from: 'after: _after, through: _through, account: _account, ...told',
    to: 'after: _after, through: _through, account: _account, proof: _proof, ...told',
  },
  {
    name: 'feed: nobody is told of a statement that is no more',
    ...statementNews,
    from: '...(removed.length > 0 ? { removed } : {}),',
    to: '',
  },
  {
    name: 'feed: nobody is told that the books were put back',
    file: `${feed}/tellAccount.ts`,
    from: 'if (restarted && !inside) yield',
    to: 'if (restarted && !inside && Number.isNaN(0)) yield',
  },
  {
    name: 'feed: a page begins behind a change that no page has shown',
    file: `${feed}/tellAccount.ts`,
    from: 'Math.max(changes.after, inside?.sequence ?? 0)',
    to: 'Math.max(changes.after, (inside?.sequence ?? -1) + 1)',
  },
  {
    name: 'feed: a page ends behind an item that was left for the next one',
    file: `${feed}/readTenantFeed.ts`,
    from: `if (step.item && items.length === limit) return { items, next, hasMore: true };
      ({ next } = step);`,
    to: `({ next } = step);
      if (step.item && items.length === limit) return { items, next, hasMore: true };`,
  },
  {
    name: 'feed: a page that ends in the middle of an entry is the end of it',
    file: `${feed}/logSteps.ts`,
    from: 'next: { shards, entry: { shard, inside: at } }',
    to: 'next: { shards: shards.with(shard, behind) }',
  },
  {
    name: 'feed: what happens while the books are read is told to nobody',
    file: `${feed}/readTenantFeed.ts`,
    from: 'if (snapshot) yield* snapshotSteps(deps, tenantId, shards, snapshot);',
    to: `if (snapshot) {
    yield* snapshotSteps(deps, tenantId, shards, snapshot);
    return yield { next: { shards: await deps.log.ends(tenantId) } };
  }`,
  },
  {
    name: 'feed: a list that was told once is held, whatever has changed in it',
    ...heldLines,
    from: 'return linesUntouchedSince(reader, ledger, statement, told.through);',
    to: 'return lineCount;',
  },
  {
    name: 'feed: the place that a line has left is held',
    file: 'shared/usecases/ledger/statementLines.ts',
    from: 'touched.push(entry, before.get(entry.line) ?? entry)',
    to: 'touched.push(entry)',
  },
  {
    name: 'feed: the place that a line has taken is held',
    file: 'shared/usecases/ledger/statementLines.ts',
    from: 'touched.push(entry, before.get(entry.line) ?? entry)',
    to: 'touched.push(before.get(entry.line) ?? entry)',
  },
  {
    name: 'webhooks: after an attempt in vain nobody tries again',
    ...attempts,
    from: 'if (next.dueAt !== undefined) await',
    to: 'if (next.dueAt === undefined) await',
  },
  {
    name: 'webhooks: what comes before its time is dropped',
    ...attempts,
    from: 'return putOff(freeAt);',
    to: 'return;',
  },
  {
    name: 'webhooks: what waits for another one to look is dropped',
    ...attempts,
    from: 'return putOff(afterwards(now, behindProbeMs));',
    to: 'return;',
  },
  {
    name: 'webhooks: a message whose turn is over goes on',
    ...attempts,
    from: ' || job.turn < seen.turn',
    to: '',
  },
  {
    name: 'webhooks: a crash keeps from everybody that an endpoint is disabled',
    ...attempts,
    from: 'endpoint.disabledBy === delivery.id',
    to: 'endpoint.disabledBy === endpoint.id',
  },
  {
    name: 'webhooks: what goes over to the slow lane is dropped',
    ...attempts,
    from: "return attempts.put([{ ...job, lane: 'slow' }], now);",
    to: 'return;',
  },
  {
    name: 'webhooks: an endpoint that has shown that it is slow holds the prompt lane again',
    of: 'webhooks',
    file: `${domain}/outgoing/attemptLane.ts`,
    from: 'isPrompt === true && failures === 0',
    to: 'failures === 0',
  },
  {
    name: 'webhooks: what hangs now and then is back in the prompt lane at once',
    of: 'webhooks',
    file: `${domain}/outgoing/webhookEndpoint.ts`,
    from: 'staysSlowMs = 3_600_000',
    to: 'staysSlowMs = 0',
  },
  {
    name: 'webhooks: an event that comes twice makes two deliveries',
    ...fanOut,
    from: 'sha256(event.id)',
    to: 'sha256(event.id + now)',
  },
  {
    name: 'webhooks: a job that a crash kept from a disabled endpoint is not made again',
    ...fanOut,
    from: " || added === 'known'",
    to: '',
  },
  {
    name: 'webhooks: what an endpoint misses while it is disabled is not kept',
    ...fanOut,
    from: "if (fate === 'left_out') continue;",
    to: "if (fate !== 'sent') continue;",
  },
  {
    name: 'webhooks: a redirect counts as taken',
    ...delivery,
    from: 'status >= 200 && status < 300',
    to: 'status >= 200 && status < 400',
  },
  {
    name: 'webhooks: a replay sends nothing',
    ...delivery,
    from: "state: 'pending', tries: 0, dueAt: at",
    to: "state: 'failed', tries: 0, dueAt: at",
  },
  {
    name: 'webhooks: a crash after an attempt leaves nobody to try again',
    ...attempts,
    from: `if (next.dueAt !== undefined) await putNext(next, next.dueAt, then);
    await deliveries.record(seen, next);`,
    to: `await deliveries.record(seen, next);
    if (next.dueAt !== undefined) await putNext(next, next.dueAt, then);`,
  },
  {
    name: 'webhooks: an answer 410 is one in vain like others',
    ...delivery,
    from: "if (status === 410) return 'gone';",
    to: '',
  },
  {
    name: 'webhooks: the rest of an endpoint is not kept',
    ...attempts,
    from: 'latestOf(delivery.dueAt, freeFrom(endpoint))',
    to: 'latestOf(delivery.dueAt, undefined)',
  },
  {
    name: 'webhooks: a replay leaves one out',
    ...replay,
    from: 'const jobs = begun.flatMap(',
    to: 'const jobs = begun.slice(1).flatMap(',
  },
  {
    name: 'webhooks: what a crash has cut off from a replay is not taken up by the next call',
    ...replay,
    from: 'return delivery.tries === 0 ? delivery : undefined;',
    to: 'return undefined;',
  },
  {
    name: 'webhooks: an old secret does not sign for as long as was promised',
    of: 'webhooks',
    file: `${domain}/outgoing/webhookEndpoint.ts`,
    from: 'overlapMs = 24 * 3_600_000',
    to: 'overlapMs = 3_600_000',
  },
];
