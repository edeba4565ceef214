// The server's side of an account's payments (core/engine/payment_desk.h): made when it is first asked for,
// as most engines are not a server's.

/** @import {Engine, MainModule, PaymentDesk} from '../../../build/wasm/wasm/repay_wasm.mjs' */

export class Desk {
  /** @type {PaymentDesk | undefined} */
  #desk

  /** @param {Engine} engine @param {MainModule} module */
  constructor(engine, module) {
    this.engine = engine
    this.module = module
  }

  open() {
    return (this.#desk ??= new this.module.PaymentDesk(this.engine))
  }

  /** The account is another now: the payments that it has records of are gone. */
  close() {
    this.#desk?.delete()
    this.#desk = undefined
  }
}
