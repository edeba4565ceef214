// The small engine's thread: account JSON alone.

import {openSession} from './account-format.js'
import {serve} from './serve.js'

serve(openSession)
