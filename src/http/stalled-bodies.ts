import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Ends connections on which nothing happens: one whose request body is awaited after `stall`, any other after `silence`. A byte is
 * progress, so an upload over a slow line lives as long as it moves. Milliseconds.
 * @param refuse is given the socket of a body that stopped coming
 */
export function closeStalledBodies(
  server: Server,
  { stall, silence }: { readonly stall: number; readonly silence: number },
  refuse: (socket: Socket) => void,
): void {
  const awaited = new WeakMap<Socket, IncomingMessage>()
  const isOver = (socket: Socket): void => {
    awaited.delete(socket)
    socket.setTimeout(silence)
  }

  server.on('request', (req, res) => {
    if (!hasBody(req)) return
    const { socket } = req
    awaited.set(socket, req)
    socket.setTimeout(stall)
    // After the answer it is node that says how long the connection is kept for another request.
    req.once('end', () => (res.writableFinished ? awaited.delete(socket) : isOver(socket)))
  })
  // node renews a socket's time with each byte that comes or goes.
  server.setTimeout(silence, socket => {
    const req = awaited.get(socket)
    if (req === undefined) socket.destroy()
    // It is we who have not read it yet, or it is all there.
    else if (req.complete || req.readableFlowing !== true) isOver(socket)
    else refuse(socket)
  })
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
