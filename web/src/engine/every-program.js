// The whole engine, for those that begin with the small one: it comes only when it is asked for.

export {openSession} from './every-format.js'
