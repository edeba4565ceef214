// The engine's thread, with every format.

import {openSession} from './every-format.js'
import {serve} from './serve.js'

serve(openSession)
