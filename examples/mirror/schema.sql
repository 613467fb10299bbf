-- Amounts are text: a decimal number is exact only as long as nobody makes a float of it.
-- Whose books they are: a file never changes hands.
CREATE TABLE IF NOT EXISTS tenant (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY CHECK (one = 1), cursor TEXT NOT NULL);

-- How far each account was read: what comes with a lower number is a repeat.
CREATE TABLE IF NOT EXISTS accounts (id TEXT PRIMARY KEY, sequence INTEGER NOT NULL);

CREATE TABLE IF NOT EXISTS lines (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  version INTEGER NOT NULL,
  execution_date TEXT NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  counterparty TEXT,
  remittance TEXT
);

CREATE TABLE IF NOT EXISTS statements (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  number TEXT NOT NULL,
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  opening_balance TEXT NOT NULL,
  closing_balance TEXT NOT NULL,
  state TEXT NOT NULL,
  verdict TEXT NOT NULL
);

-- A corrected line may stand on two: as it was on the final one, and by its difference on the open one.
CREATE TABLE IF NOT EXISTS statement_lines (
  statement_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  line_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount TEXT NOT NULL,
  PRIMARY KEY (statement_id, position)
);
