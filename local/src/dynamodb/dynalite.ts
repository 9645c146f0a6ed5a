/**
 * Runs dynalite behind the gate. Calls its request handler in the same process, without a socket. Needs Node;
 * loaded on first use.
 * https://github.com/architect/dynalite
 */
import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { Database, TablePlan } from './database.ts';
import type { Handler } from '../protocol/handler.ts';
import { callBackend } from './backend.ts';
import { isTree, listAt, textAt, type Tree, treeAt } from './values.ts';

export interface Dynalite extends Database {
  /** Creates the tables of the config that do not exist yet, with their items. */
  createTables: () => Promise<void>;
  close: () => Promise<void>;
}

export interface DynaliteOptions {
  /** Folder of the database. Default: in memory. */
  dir?: string;
  /** The tables of the config, to which a reset returns. */
  tables: readonly TablePlan[];
}

/** Dynalite requires a signature in the right form, and does not verify it. */
const signature = 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local';

const replay = async (server: Server, request: Request): Promise<Response> => {
  const headers = { ...Object.fromEntries(request.headers), authorization: signature, 'x-amz-date': 'local' };
  const body = Buffer.from(await request.arrayBuffer());
  const incoming = Object.assign(new EventEmitter(), { method: request.method, url: '/', headers });
  return new Promise((resolve) => {
    const sent = new Headers();
    const outgoing = {
      statusCode: 200,
      setHeader: (name: string, value: string | number) => sent.set(name, String(value)),
      end: (text?: string) =>
        resolve(new Response(text ?? null, { status: outgoing.statusCode, headers: sent })),
    };
    server.emit('request', incoming, outgoing);
    incoming.emit('data', body);
    incoming.emit('end');
  });
};

/** The parts that a reset has to restore after an operation. */
type Touched = 'nothing' | 'rows' | 'tables';

const touchOf = (target: string): Touched => {
  if (/\.(?:BatchGetItem|Describe\w+|GetItem|List\w+|Query|Scan|TransactGetItems)$/.test(target))
    return 'nothing';
  return /\.(?:PutItem|UpdateItem|DeleteItem|BatchWriteItem)$/.test(target) ? 'rows' : 'tables';
};

/** Serialises an item. Items with the same attributes in another order give the same text. */
const rowText = (row: Tree): string =>
  JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** Reduces the answer of DescribeTable to the input of CreateTable. */
const definitionOf = (description: Tree): TablePlan['definition'] => {
  const indexes = (kind: string) =>
    listAt(description, kind).map((index) =>
      Object.fromEntries(
        ['IndexName', 'KeySchema', 'Projection'].map((name) => [
          name,
          isTree(index) ? index[name] : undefined,
        ]),
      ),
    );
  const [local, global] = [indexes('LocalSecondaryIndexes'), indexes('GlobalSecondaryIndexes')];
  return {
    TableName: textAt(description, 'TableName') ?? '',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: listAt(description, 'AttributeDefinitions'),
    KeySchema: listAt(description, 'KeySchema'),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
  };
};

export const createDynalite = async ({ dir, tables: planned }: DynaliteOptions): Promise<Dynalite> => {
  const { default: dynalite } = await import('dynalite');
  const server: Server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(dir !== undefined && { path: dir }),
  });
  const replayed: Handler = (request) => replay(server, request);
  /** The parts of the tables that can differ from the config. */
  let touched: Touched = 'tables';

  const call = async (operation: string, input: unknown): Promise<Tree> => {
    const { status, text } = await callBackend(replayed, operation, input);
    const reply: unknown = status === 200 ? JSON.parse(text) : undefined;
    if (isTree(reply)) return reply;
    throw new Error(`dynalite refused ${operation}, so the tables are not as they should be: ${text}`);
  };
  const names = async () => listAt(await call('ListTables', {}), 'TableNames').map(String);
  /** Waits for a change that dynalite makes some ticks after its answer. */
  const until = async (done: () => Promise<boolean>) => {
    while (!(await done())) await new Promise((resolve) => setImmediate(resolve));
  };
  const isActive = async (table: string) => {
    const { status, text } = await callBackend(replayed, 'DescribeTable', { TableName: table });
    return status === 200 && text.includes('"TableStatus":"ACTIVE"');
  };

  const createMissing = async (tables: readonly TablePlan[]) => {
    const present = await names();
    for (const { definition, rows } of tables) {
      if (present.includes(definition.TableName)) continue;
      await call('CreateTable', definition);
      await until(() => isActive(definition.TableName));
      for (const Item of rows) await call('PutItem', { TableName: definition.TableName, Item });
    }
  };
  const deleteAll = async () => {
    for (const table of await names()) await call('DeleteTable', { TableName: table });
    await until(async () => (await names()).length === 0);
  };
  const rowsOf = async (TableName: string) => {
    const rows: Tree[] = [];
    let from: unknown;
    do {
      const page = await call('Scan', { TableName, ...(from !== undefined && { ExclusiveStartKey: from }) });
      rows.push(...listAt(page, 'Items').filter(isTree));
      from = page['LastEvaluatedKey'];
    } while (from !== undefined);
    return rows;
  };

  /** Restores the items of a table, which is much faster than creating the table again. */
  const resetRows = async ({ definition, rows }: TablePlan) => {
    const { TableName } = definition;
    const keys = listAt(definition, 'KeySchema').map((key) => textAt(key, 'AttributeName') ?? '');
    const missing = new Map(rows.map((row) => [rowText(row), row]));
    for (const row of await rowsOf(TableName)) {
      if (missing.delete(rowText(row))) continue;
      const Key = Object.fromEntries(keys.map((name) => [name, row[name]]));
      await call('DeleteItem', { TableName, Key });
    }
    for (const Item of missing.values()) await call('PutItem', { TableName, Item });
  };

  return {
    async handler(request) {
      const touch = touchOf(request.headers.get('x-amz-target') ?? '');
      if (touch === 'tables' || touched === 'nothing') touched = touch;
      return replayed(request);
    },
    async createTables() {
      const present = await names();
      await createMissing(planned);
      if (present.length === 0) touched = 'nothing';
    },
    async dump() {
      const tables: TablePlan[] = [];
      for (const name of await names()) {
        const description = treeAt(await call('DescribeTable', { TableName: name }), 'Table');
        tables.push({ definition: definitionOf(description), rows: await rowsOf(name) });
      }
      return tables;
    },
    async restore(tables) {
      touched = 'tables';
      await deleteAll();
      await createMissing(tables);
    },
    async reset() {
      if (touched === 'rows') for (const table of planned) await resetRows(table);
      if (touched === 'tables') {
        await deleteAll();
        await createMissing(planned);
      }
      touched = 'nothing';
    },
    async close() {
      // Dynalite closes its database only when its server closes, and a server closes only after it has listened.
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await new Promise<void>((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      );
    },
  };
};
