'use strict';
/**
 * Stands in for better-sqlite3 under the data server: the same calls, on the SQLite that Node brings. The original is
 * an add-on that is compiled for one version of Node, or downloaded; a newcomer's machine may offer neither.
 */
const { DatabaseSync } = require('node:sqlite');

// The result codes that the data server looks at (https://sqlite.org/rescode.html), by their names in better-sqlite3.
const NAMES = {
  5: 'SQLITE_BUSY',
  261: 'SQLITE_BUSY_RECOVERY',
  517: 'SQLITE_BUSY_SNAPSHOT',
  773: 'SQLITE_BUSY_TIMEOUT',
  787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  1299: 'SQLITE_CONSTRAINT_NOTNULL',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
};

class SqliteError extends Error {
  constructor(cause) {
    super(cause.message, { cause });
    this.name = 'SqliteError';
    this.code = NAMES[cause.errcode] ?? 'SQLITE_ERROR';
  }
}

function translatingErrors(act) {
  try {
    return act();
  } catch (error) {
    throw error?.code === 'ERR_SQLITE_ERROR' ? new SqliteError(error) : error;
  }
}

/** Blobs arrive as bare byte arrays; the callers expect buffers. */
function withBuffers(row) {
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof Uint8Array) row[name] = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  return row;
}

class Statement {
  constructor(statement) {
    this.statement = statement;
    /** Whether it answers rows. */
    this.reader = statement.columns().length > 0;
  }

  all(parameters = []) {
    return translatingErrors(() => this.statement.all(...parameters.map(bindable)).map(withBuffers));
  }

  run(parameters = []) {
    return translatingErrors(() => this.statement.run(...parameters.map(bindable)));
  }
}

const bindable = (value) => (value === undefined ? null : value);

module.exports = class Database {
  constructor(location, { timeout = 5_000 } = {}) {
    this.database = translatingErrors(() => new DatabaseSync(location, { timeout }));
  }

  pragma(text) {
    return this.prepare(`PRAGMA ${text}`).all();
  }

  prepare(sql) {
    return new Statement(translatingErrors(() => this.database.prepare(sql)));
  }

  close() {
    this.database.close();
  }
};
module.exports.SqliteError = SqliteError;
