/**
 * Dynalite behind the gate: its request handler is called in process, no socket is opened. Node only, and loaded when
 * it is first wanted. https://github.com/architect/dynalite
 */
import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { galleryRows } from '../defaults/gallery.ts';
import { galleryTable } from '../defaults/names.ts';
import { defaultTables } from '../defaults/tables.ts';
import type { Handler } from '../handler.ts';
import { callBackend } from './backend.ts';
import { listAt } from './values.ts';

export interface Dynalite {
  handler: Handler;
  /** Makes the default tables that are missing; a new gallery gets its rows. */
  createTables(): Promise<void>;
  /** Deletes every table and makes the default ones anew. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Dynalite asks for the look of a signature, and verifies none. */
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

export const createDynalite = async ({ dir }: { dir?: string } = {}): Promise<Dynalite> => {
  const { default: dynalite } = await import('dynalite');
  const server: Server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(dir !== undefined && { path: dir }),
  });
  const handler: Handler = (request) => replay(server, request);

  const call = async (operation: string, input: unknown): Promise<unknown> => {
    const { status, text } = await callBackend(handler, operation, input);
    if (status !== 200)
      throw new Error(`dynalite refused ${operation}, so the default tables are not there: ${text}`);
    return JSON.parse(text);
  };
  const tables = async () => listAt(await call('ListTables', {}), 'TableNames');
  /** Dynalite changes tables behind its answers, a tick or two later. */
  const until = async (done: () => Promise<boolean>) => {
    while (!(await done())) await new Promise((resolve) => setImmediate(resolve));
  };
  const isActive = async (table: string) => {
    const { status, text } = await callBackend(handler, 'DescribeTable', { TableName: table });
    return status === 200 && text.includes('"TableStatus":"ACTIVE"');
  };

  const createTables = async () => {
    const present = await tables();
    for (const table of defaultTables) {
      if (present.includes(table.TableName)) continue;
      await call('CreateTable', table);
      await until(() => isActive(table.TableName));
      if (table.TableName !== galleryTable) continue;
      for (const Item of galleryRows()) await call('PutItem', { TableName: galleryTable, Item });
    }
  };

  return {
    handler,
    createTables,
    async reset() {
      for (const table of await tables()) await call('DeleteTable', { TableName: table });
      await until(async () => (await tables()).length === 0);
      await createTables();
    },
    // the database is closed with the server only, and a server only once it has listened
    async close() {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await new Promise<void>((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      );
    },
  };
};
