// Protocol bugs, each planted by itself into a copy of a source of core/payment: a text and what takes its
// place. The simulator must find every one. A text that no longer stands in the source exactly once fails.

/**
 * @typedef {object} Bug
 * @property {string} name
 * @property {string} file of core/payment
 * @property {string} from
 * @property {string} to
 * @property {boolean} [isDefendedTwice] a second defence makes up for it: it is planted only in pairs
 */

/** @type {Bug[]} */
export const planted = [
  // The page.
  {
    name: 'a new key for each retry',
    file: 'flow.cpp',
    from: 'if (flow().state == sending && !flow().answer) return send(RequestKind::pay);',
    to: `if (flow().state == sending && !flow().answer) {
      ++flow().intent->key.low;
      return send(RequestKind::pay);
    }`,
  },
  {
    name: 'a new key after signing in',
    file: 'flow.cpp',
    from: 'flow().state = state_while_asking(flow().held.kind);',
    to: 'flow().state = state_while_asking(flow().held.kind);\n    ++flow().intent->key.low;',
  },
  {
    name: 'the key is not kept',
    file: 'flow.cpp',
    from: `    flow().state = storing;
    push(StoreIntent{await(), *flow().intent});`,
    to: `    flow().state = sending;
    begin_patience();
    send(RequestKind::pay);`,
  },
  {
    name: 'a failure to keep the key is passed over',
    file: 'flow.cpp',
    from: 'if (event.outcome == SlotOutcome::failed) return end_unsent(Error::storage_failed);',
    to: '',
  },
  {
    name: 'a slot that is taken is passed over',
    file: 'flow.cpp',
    from: 'if (event.outcome == SlotOutcome::taken) return read();',
    to: '',
  },
  {
    name: 'an intent that cannot be read is taken for none',
    file: 'flow.cpp',
    from: 'if (event.outcome != SlotOutcome::done) return end_unread();',
    to: '',
  },
  {
    name: 'no look at the intent on load',
    file: 'flow.cpp',
    from: 'if (event.intent) return follow(*event.intent);',
    to: 'if (event.intent && flow().state != opening) return follow(*event.intent);',
  },
  {
    name: 'an open intent gives way to a new payment',
    file: 'flow.cpp',
    from: 'if (event.intent) return follow(*event.intent);',
    to: `if (event.intent && flow().state != opening) {
      push(ClearIntent{new_operation(), event.intent->key});
      return read();
    }
    if (event.intent) return follow(*event.intent);`,
  },
  {
    name: 'the intent is cleared when it is sent',
    file: 'flow.cpp',
    from: `    begin_patience();
    send(RequestKind::pay);
  }

  void on(const IntentCleared& event) {`,
    to: `    begin_patience();
    send(RequestKind::pay);
    push(ClearIntent{new_operation(), flow().intent->key});
  }

  void on(const IntentCleared& event) {`,
  },
  {
    name: 'time-out shown as failure',
    file: 'flow.cpp',
    from: `        flow().state = unknown;
        flow().questions = 0;`,
    to: `        return conclude({.key = flow().intent->key,
                         .amount = flow().intent->order.amount,
                         .state = AnswerState::failed});`,
  },
  {
    name: 'no answer shown as failure',
    file: 'flow.cpp',
    from: '    if (flow().state == looking_up) flow().state = unknown;\n    // A code',
    to: `    if (flow().state == looking_up) flow().state = unknown;
    if (flow().state == sending) {
      return conclude({.key = flow().intent->key,
                       .amount = flow().intent->order.amount,
                       .state = AnswerState::failed});
    }
    // A code`,
  },
  {
    name: 'a session that ended shown as failure',
    file: 'flow.cpp',
    from: '    flow().state = signing_in;\n',
    to: `    return conclude({.key = flow().intent->key,
                     .amount = flow().intent->order.amount,
                     .state = AnswerState::failed});
    flow().state = signing_in;
`,
  },
  {
    name: 'what the server does not know counts as not paid, and its key stays usable',
    file: 'flow.cpp',
    from: '    send(RequestKind::abandon);\n  }\n\n  void on(const SignedOut& event)',
    to: `    conclude({.key = flow().intent->key,
              .amount = flow().intent->order.amount,
              .state = AnswerState::expired});
  }

  void on(const SignedOut& event)`,
  },
  {
    name: 'what the server has counts as done',
    file: 'flow.cpp',
    from: 'if (is_conclusive(event.answer.state)) {',
    to: 'if (is_conclusive(event.answer.state) || event.answer.state == AnswerState::submitted) {',
  },
  {
    name: 'pending shown as paid',
    file: 'flow.cpp',
    from: '    case AnswerState::pending:\n      return pending;',
    to: '    case AnswerState::pending:\n      return settled;',
  },
  {
    name: 'an answer about another payment is believed',
    file: 'flow.cpp',
    from: 'return flow().intent && answer.key == flow().intent->key &&',
    to: 'return flow().intent &&',
  },
  {
    name: 'no operation token',
    file: 'flow.cpp',
    from: 'return operation != 0 && operation == flow().awaited;',
    to: 'return operation != 0 && flow().awaited != 0;',
  },
  {
    name: 'no operation token of timers',
    file: 'flow.cpp',
    from: 'if (event.operation == flow().deadline) {',
    to: 'if (flow().deadline != 0 && event.operation != flow().timer) {',
  },
  {
    name: 'a second press begins anew',
    file: 'flow.cpp',
    from: 'if (!is_resting(flow().state) || is_unread()) return;\n',
    to: '',
  },
  {
    name: 'a payment is begun offline',
    file: 'flow.cpp',
    from: 'if (!flow().online) return end_unsent(Error::offline);\n    flow().intent',
    to: 'flow().intent',
    isDefendedTwice: true,
  },
  {
    name: 'the connection is not looked at once the key is kept',
    file: 'flow.cpp',
    from: '    if (!flow().online) {\n      push(ClearIntent',
    to: '    if (false) {\n      push(ClearIntent',
  },
  {
    name: 'a lock that another page has counts as had',
    file: 'flow.cpp',
    from: '    if (!event.granted) {\n      flow().state = elsewhere;',
    to: '    if (false) {\n      flow().state = elsewhere;',
  },
  {
    name: 'the lock is never given back',
    file: 'flow.cpp',
    from: 'if (flow().lock != 0) push(ReleaseLock{std::exchange(flow().lock, 0)});',
    to: 'flow().lock = 0;',
  },
  {
    name: 'a lock that comes too late is kept',
    file: 'flow.cpp',
    from: 'if (event.granted && event.operation != flow().lock) push(ReleaseLock{event.operation});',
    to: '',
  },
  {
    name: 'questions end after a request without answer',
    file: 'flow.cpp',
    from: '    // A code that may have been judged is not sent again: how it stands is asked.\n    ask_later();',
    to: '',
  },
  {
    name: 'a request may take for ever',
    file: 'flow.cpp',
    from: '    push(StartTimer{flow().timer, policy_.request_seconds * kMsPerSecond});\n',
    to: '',
  },
  {
    name: 'the seller waits without a word',
    file: 'flow.cpp',
    from: `    flow().state = sending;
    begin_patience();
    send(RequestKind::pay);`,
    to: `    flow().state = sending;
    send(RequestKind::pay);`,
  },
  {
    name: 'questions without a pause',
    file: 'flow.cpp',
    from: 'push(StartTimer{flow().timer, seconds * kMsPerSecond});',
    to: 'push(StartTimer{flow().timer, seconds});',
  },
  {
    name: 'what is pending is asked no more',
    file: 'flow.cpp',
    from: '    flow().deadline = 0;\n    release();\n    if (flow().state == pending) ask_later();',
    to: '    flow().deadline = 0;\n    release();',
  },
  // The server.
  {
    name: 'no version check',
    file: 'server.cpp',
    from: 'if (order.version != moment_.account.version) return Error::stale;\n',
    to: '',
  },
  {
    name: 'more than one open payment',
    file: 'server.cpp',
    from: 'if (moment_.account.other_open) return Error::payment_open;\n',
    to: '',
  },
  {
    name: 'the version does not grow when a payment is taken on',
    file: 'server.cpp',
    from: 'if (record().state != pending) push(NotePending{});\n',
    to: '',
  },
  {
    name: 'copies are not recognised',
    file: 'server.cpp',
    from: 'if (step_.record) return answer_again(event.intent);\n',
    to: '',
  },
  {
    name: 'refusals are not kept',
    file: 'server.cpp',
    from: '      record().error = refusal;\n      return reply();',
    to: `      record().error = refusal;
      (void)reply();
      step_.record.reset();
      return {};`,
  },
  {
    name: 'a failure for want of stored balance is not kept',
    file: 'server.cpp',
    from: '      record().decline = DeclineClass::insufficient_funds;\n      return reply();',
    to: `      record().decline = DeclineClass::insufficient_funds;
      (void)reply();
      step_.record.reset();
      return {};`,
  },
  {
    name: 'what never arrived is not remembered',
    file: 'server.cpp',
    from: '      record().error = Error::not_received;\n      return reply();',
    to: `      record().error = Error::not_received;
      (void)reply();
      step_.record.reset();
      return {};`,
  },
  {
    name: 'keys are forgotten after a minute',
    file: 'server.cpp',
    from: '    step_.record = std::move(record);\n',
    to: `    step_.record = std::move(record);
    if (step_.record && has_ended(step_.record->state) &&
        moment_.now.ms - step_.record->opened_at.ms > 60'000) {
      step_.record.reset();
    }
`,
  },
  {
    name: 'a fresh provider key for each retry',
    file: 'server.cpp',
    from: 'push(RequestCard{{record().key}, card_minor(record().order)});',
    to: `push(RequestCard{{{record().key.high, record().key.low + record().wake}},
                     card_minor(record().order)});`,
  },
  {
    name: 'a fresh provider key after a restart',
    file: 'server.cpp',
    from: '    if (step_.record) go_on();\n    return {};\n  }\n\n private:',
    to: `    if (step_.record && step_.record->state == charging) {
      push(RequestCard{{{record().key.high, record().key.low + 1}}, card_minor(record().order)});
    }
    if (step_.record) go_on();
    return {};
  }

 private:`,
  },
  {
    name: 'no resumption after a restart',
    file: 'server.cpp',
    from: '    if (step_.record) go_on();\n    return {};\n  }\n\n private:',
    to: '    return {};\n  }\n\n private:',
  },
  {
    name: 'a provider that does not answer counts as a decline',
    file: 'server.cpp',
    from: '      case charging:\n      case pending:\n        push(AskCard',
    to: `      case charging:
        return end(failed, FailFunds{});
      case pending:
        push(AskCard`,
  },
  {
    name: 'a request the provider does not know is not sent again',
    file: 'server.cpp',
    from: 'if (record().state == charging) request_card();\n',
    to: '',
  },
  {
    name: 'a challenge that takes too long expires without the provider',
    file: 'server.cpp',
    from: '        if (is_too_late()) return cancel();',
    to: '        if (is_too_late()) return end(expired, ExpireFunds{});',
  },
  {
    name: 'a cancelled challenge has ended before the provider says so',
    file: 'server.cpp',
    from: 'if (record().state == challenged) cancel();',
    to: `if (record().state == challenged) {
      push(CancelCard{{record().key}});
      end(expired, ExpireFunds{});
    }`,
  },
  {
    name: 'what is being cancelled is told as cancelled',
    file: 'server.cpp',
    from: '    case charging:\n    case cancelling:\n      return AnswerState::submitted;',
    to: `    case cancelling:
      return AnswerState::expired;
    case charging:
      return AnswerState::submitted;`,
  },
  {
    name: 'a charge for less counts as the whole',
    file: 'server.cpp',
    from: 'settle(record().order.stored_minor + amount_minor);',
    to: 'settle(record().order.amount.minor);',
  },
  {
    name: 'a failed payment keeps its hold',
    file: 'server.cpp',
    from: '        record().decline = event.decline;\n        end(failed, FailFunds{});',
    to: '        record().decline = event.decline;\n        record().state = failed;',
  },
  {
    name: 'the stored part is not held',
    file: 'server.cpp',
    from: 'event.intent.order.stored_minor > moment_.account.stored_minor',
    to: "event.intent.order.stored_minor > 1'000'000",
  },
  {
    name: 'a second word of the provider counts again',
    file: 'server.cpp',
    from: 'if (record().state == verifying || has_ended(record().state)) return {};',
    to: 'if (record().state == verifying) return {};',
  },
  {
    name: 'a second word of a reversal counts again',
    file: 'server.cpp',
    from: '    if (known != record().reversals.end()) {',
    to: '    if (known != record().reversals.end() && event.amount_minor == 0) {',
  },
  {
    name: 'a copy of a code is judged again',
    file: 'server.cpp',
    from: 'if (record().state != verifying || event.codes_judged != record().verification.judged)',
    to: 'if (record().state != verifying)',
  },
  {
    name: 'the card is charged before the code is right',
    file: 'server.cpp',
    from: '    moment_.account.asks_for_code ? ask_for_code() : charge();',
    to: `    if (moment_.account.asks_for_code) {
      ask_for_code();
      request_card();
    } else {
      charge();
    }`,
  },
]

/** Bugs that are planted together, by name: each takes away a defence that stands behind the other. */
export const pairs = [
  ['a payment is begun offline', 'the connection is not looked at once the key is kept'],
  ['no version check', 'more than one open payment'],
  ['more than one open payment', 'the version does not grow when a payment is taken on'],
  ['no operation token', 'an answer about another payment is believed'],
  ['no operation token', 'a second press begins anew'],
  ['a lock that another page has counts as had', 'a slot that is taken is passed over'],
  ['a lock that another page has counts as had', 'no look at the intent on load'],
  ['refusals are not kept', 'no version check'],
  ['what never arrived is not remembered', 'no version check'],
  ['keys are forgotten after a minute', 'no version check'],
  ['copies are not recognised', 'no version check'],
  ['the key is not kept', 'no version check'],
  ['time-out shown as failure', 'no version check'],
  ['no resumption after a restart', 'a request the provider does not know is not sent again'],
  ['a second word of the provider counts again', 'a fresh provider key for each retry'],
]
