import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

/** Discord's gateway as its clients see it: one session, resumed after a cut, with events kept for it meanwhile. */
export type GatewayServer = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells the session an event; it is kept for a resume when nobody is connected. */
  dispatch(type: string, data: unknown): void;
  /** Sends a text that may be nothing that the gateway says. */
  send(text: string): void;
  /** Sends the newest event of a type again, as it was. */
  repeat(type: string): void;
  /** Cuts the connection without a word. */
  drop(): void;
  /** Closes it with a code, such as 4004. */
  close(code: number): void;
  /** Asks the client to reconnect. */
  reconnect(): void;
  /** Ends the session: a client may resume it or has to identify anew. */
  invalidate(resumable: boolean): void;
  /** Every identify closes the connection with this code until told otherwise; undefined lets clients in. */
  refuse(code: number | undefined): void;
  /** The next `times` connections are turned away with this HTTP status. */
  turnAway(status: number, times: number): void;
  /** How often a client has identified, resumed and been turned away, and how many are connected. */
  counts(): {
    readonly identified: number;
    readonly resumed: number;
    readonly connected: number;
    readonly turnedAway: number;
  };
  stop(): void;
};

const packet = z.object({ op: z.number(), d: z.unknown() });
const identify = z.object({ token: z.string(), intents: z.number() });
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });

const GUILDS = 1;

export function openGateway(given: {
  readonly token: string;
  readonly ready: () => readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[];
  readonly address: () => string;
  readonly onChange: () => void;
}): GatewayServer {
  const server = new WebSocketServer({ noServer: true });
  let session:
    | { readonly id: string; readonly sent: { s: number; t: string; d: unknown }[]; socket: WebSocket | undefined }
    | undefined;
  let sessions = 0;
  let identified = 0;
  let resumed = 0;
  let refusal: number | undefined;
  const away = { status: 503, times: 0 };
  let turnedAway = 0;

  const tell = (socket: WebSocket | undefined, op: number, d: unknown, more: Readonly<Record<string, unknown>> = {}): void =>
    socket?.send(JSON.stringify({ op, d, ...more }));

  function dispatch(t: string, d: unknown): void {
    if (session === undefined) return;
    const event = { s: session.sent.length + 1, t, d };
    session.sent.push(event);
    tell(session.socket, 0, d, event);
  }

  function onIdentify(socket: WebSocket, d: unknown): void {
    const { token, intents } = identify.parse(d);
    identified += 1;
    if (refusal !== undefined) return socket.close(refusal);
    if (token !== given.token) return socket.close(4004);
    // Anything above the guilds intent is more than the desk needs to know.
    if (intents !== GUILDS) return socket.close(4014);
    session?.socket?.terminate();
    sessions += 1;
    session = { id: `session${sessions}`, sent: [], socket };
    for (const { type, data } of given.ready())
      dispatch(type, type === 'READY' ? { ...data, session_id: session.id, resume_gateway_url: given.address() } : data);
    given.onChange();
  }

  function onResume(socket: WebSocket, d: unknown): void {
    const { token, session_id: id, seq } = resume.parse(d);
    if (token !== given.token) return socket.close(4004);
    if (session?.id !== id) return tell(socket, 9, false);
    resumed += 1;
    session.socket = socket;
    for (const event of session.sent.filter(({ s }) => s > seq)) tell(socket, 0, event.d, event);
    dispatch('RESUMED', {});
    given.onChange();
  }

  server.on('connection', (socket) => {
    tell(socket, 10, { heartbeat_interval: 41_250 });
    socket.on('message', (raw: Buffer) => {
      const { op, d } = packet.parse(JSON.parse(raw.toString()));
      if (op === 1) tell(socket, 11, null);
      if (op === 2) onIdentify(socket, d);
      if (op === 6) onResume(socket, d);
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
      given.onChange();
    });
    socket.on('error', () => undefined);
  });

  return {
    upgrade(request, socket, head) {
      if (away.times > 0) {
        away.times -= 1;
        turnedAway += 1;
        socket.end(`HTTP/1.1 ${away.status} Turned away\r\nConnection: close\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
    },
    dispatch,
    send: (text) => session?.socket?.send(text),
    repeat(type) {
      const event = session?.sent.findLast(({ t }) => t === type);
      if (event !== undefined) tell(session?.socket, 0, event.d, event);
    },
    drop() {
      for (const socket of server.clients) socket.terminate();
    },
    close(code) {
      session?.socket?.close(code);
    },
    reconnect() {
      tell(session?.socket, 7, null);
    },
    invalidate(resumable) {
      const { socket } = session ?? {};
      if (!resumable) session = undefined;
      tell(socket, 9, resumable);
    },
    refuse(code) {
      refusal = code;
    },
    turnAway(status, times) {
      Object.assign(away, { status, times });
    },
    counts: () => ({ identified, resumed, connected: server.clients.size, turnedAway }),
    stop() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
