// One kept-alive HTTP/1.1 connection over a bare socket: cheap enough that the load generator is not what is measured.
import { connect, type Socket } from 'node:net';

export type Reply = { readonly status: number; readonly location: string | null };
export type Connection = { ask(request: Buffer | string): Promise<Reply>; close(): void };

type Waiting = { resolve: (reply: Reply) => void; reject: (error: Error) => void };

const HEADERS_END = '\r\n\r\n';

/** @param port on 127.0.0.1. Understands answers with `content-length` only, and says so when it meets another. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return overSocket(socket);
}

function overSocket(socket: Socket): Connection {
  let waiting: Waiting | null = null;
  let received: Buffer = Buffer.alloc(0);
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.on('error', fail).on('close', () => fail(new Error('the connection was closed')));
  socket.on('data', chunk => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    try {
      const reply = readReply(received);
      if (!reply) return;
      received = Buffer.alloc(0);
      waiting?.resolve(reply);
      waiting = null;
    } catch (error) {
      fail(error as Error);
    }
  });
  return {
    ask: request =>
      new Promise<Reply>((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => void socket.destroy(),
  };
}

/** The reply once all of it has come, else null. One request is under way at a time, so that nothing follows it. */
function readReply(received: Buffer): Reply | null {
  const end = received.indexOf(HEADERS_END);
  if (end === -1) return null;
  const head = received.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without content-length: ${head.split('\r\n')[0]}`);
  if (received.length < end + HEADERS_END.length + Number(length)) return null;
  return { status: Number(head.slice(9, 12)), location: /\r\nlocation: *([^\r]*)/i.exec(head)?.[1] ?? null };
}
