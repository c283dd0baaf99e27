/** The part of the package `smpp` (0.5.1, no types of its own) that is used here and in its tests. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer } from 'node:net'

  namespace smpp {
    type Message = string | Buffer | Readonly<{ udh?: Buffer | readonly Buffer[]; message: string | Buffer }>
    type Pdu = {
      command: string
      command_status: number
      sequence_number: number
      system_id?: string
      password?: string
      message_id?: string
      source_addr?: string
      destination_addr?: string
      data_coding?: number
      esm_class?: number
      registered_delivery?: number
      short_message?: { udh?: readonly Buffer[]; message?: string | Buffer }
      message_payload?: { message?: string | Buffer }
      receipted_message_id?: string
      message_state?: number
      response(options?: Readonly<Record<string, unknown>>): Pdu
    }
    type Asked = Readonly<Record<string, unknown>>
    type Answered = (pdu: Pdu) => void
    interface Session extends EventEmitter {
      bind_transceiver(options: Asked, answered: Answered): boolean
      submit_sm(options: Asked, answered: Answered): boolean
      deliver_sm(options: Asked, answered: Answered): boolean
      enquire_link(options: Asked, answered: Answered): boolean
      unbind(answered: Answered): boolean
      send(pdu: Pdu): boolean
      close(): void
      destroy(): void
    }
    interface Server extends NetServer {
      sessions: Session[]
    }
    function connect(options: Asked): Session
    function createServer(listener: (session: Session) => void): Server
  }
  export = smpp
}
