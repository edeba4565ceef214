/* Paying exactly once, as core/payment has it: pages on devices, what they share, a network, the server's
   rules and a provider. README.md says what is modelled how, and what is not.

   -DDEVICES=2    page 1 is on a device of its own
   -DKEYS=2       so many times the seller presses Pay, all for one wish
   -DCODE         the host wants payments confirmed; -DCODES, -DTRIES, -DATTEMPTS bound it
   -DCALM         a storm may end, and then everything has to come to a true end
   -DNO_CRASH     pages do not end;  -DNO_SIGN_OUT  sessions do not
   -D<BUG>        plants a bug: planted.js */

#ifndef PAGES
#define PAGES 2
#endif
#ifndef DEVICES
#define DEVICES 1
#endif
#ifndef KEYS
#define KEYS 2
#endif
#ifndef CODES
#define CODES 2    /* sent for one payment, at most */
#endif
#ifndef TRIES
#define TRIES 2    /* codes entered, in all */
#endif
#ifndef ATTEMPTS
#define ATTEMPTS 2 /* VerificationPolicy::attempts */
#endif

#if DEVICES == 2
#define DEVICE(p) (p)
#else
#define DEVICE(p) 0
#endif

#define BIT(x) (1 << (x))
#define HAS(mask, x) (((mask) & BIT(x)) != 0)
#define PUT(mask, x) mask = mask | BIT(x)
#define CUT(mask, x) mask = mask & ~BIT(x)

mtype = {
  /* FlowState. Where a payment stands the same with page, answer and record, it has one name. */
  idle, opening, elsewhere, locking, reading, storing, unsent, sending, looking_up, unknown,
  signing_in, verifying, challenged, confirming, cancelling, pending, settled, failed, expired,
  refused,
  /* AnswerState and RecordState besides, and what else is answered */
  submitted, charging, key_unknown, signed_out,
  /* CardOutcome besides */
  captured, challenge, processing, declined, cancelled, not_found,
  /* what Flow::awaited is of */
  nothing, lock, slot_read, slot_store, slot_clear, request,
  /* RequestKind */
  pay, look_up, abandon, confirm, resend,
  /* what the device answers */
  granted, denied,
  /* none of the above */
  none
}

/* A Flow with what is on its way to it. Operations have no numbers: what is not awaited any more is
   kept apart (late_...). */
typedef Page {
  bool alive;
  mtype state = idle;
  mtype awaits = nothing;
  bool timer;
  bool deadline;
  bool has_lock;
  byte key;            /* Flow::intent; 0: none */
  bool heard;          /* Flow::answer */
  byte judged;         /* Flow::answer->codes_judged */
  bool unread;         /* Flow::error of an idle page: the slot could not be read */
  mtype kind = none;   /* Flow::held */
  byte code;
  byte code_judged;

  bool asks;           /* the request that is awaited may (still) reach the server */
  mtype lock_answer = none;
  bool late_grant;
  bool waits_for_lock;
}

Page page[PAGES];
#define me page[p]

/* A device: its lock, its slot, and transactions on the slot that are not done yet. */
byte owner[DEVICES];   /* of the lock: page + 1 */
byte slot[DEVICES];
byte stores[DEVICES];
byte clears[DEVICES];
byte sent[DEVICES];    /* keys with which it sent something that can begin a payment */

byte presses;
byte current;          /* orders whose version is the account's */

/* Requests that nobody awaits any more. They arrive late, or never, or again and again. */
byte old_pay;
byte old_abandon;
byte old_resend;
#define TICKET(code, judged) BIT((code) * 4 + (judged))
short old_confirm[KEYS + 1];

/* The server. */
mtype record[KEYS + 1] = none;
byte codes[KEYS + 1];
byte judged[KEYS + 1];
byte wrong[KEYS + 1];
byte was_pending;      /* a late answer may still say so */

/* The provider, by the payment's key, and with REPAY's bugs by another one, too. */
mtype charge[KEYS + 1] = none;
mtype second[KEYS + 1] = none; /* under a fresh provider key */
byte to_charge;
byte to_charge_anew;
byte to_cancel;
byte said_not_found;
byte said_challenge;
byte said_processing;
byte words;            /* in calm: what the provider says now is on its way */

/* What must stay true. */
byte taken;            /* times the card was charged for the one wish */
byte told_unpaid;
byte believed;         /* keys of which the seller thinks that they pay, or have paid */
byte entered[KEYS + 1];
byte rightly;          /* payments for which the right code was entered */
bool calm;

/* Only within one step; after it they are 0 again. */
byte from;
mtype kind;
mtype word;
byte code;
byte seen;
byte j;
#define FORGET_STEP from = 0; kind = 0; word = 0; code = 0; seen = 0; j = 0
#define NOBODY 0

/* An answer is heard in the step that gives it: README.md says why nothing is lost by that. */
chan answers[PAGES] = [0] of {mtype, byte};

#define STORM (!calm)

#if defined(FRESH_PROVIDER_KEY_ON_RESTART) || defined(FRESH_PROVIDER_KEY_PER_RETRY)
#define TWO_PROVIDER_KEYS
#endif
#define IS_CHARGED(c) ((c) == captured || (c) == declined || (c) == cancelled || (c) == challenge || (c) == processing)
#define MAY_RING (STORM && (IS_OPEN(record[k]) || record[k] == pending) || calm && !MAIL && (record[k] == verifying || record[k] == charging || record[k] == challenged || record[k] == cancelling || record[k] == pending && charge[k] != processing))

#define IS_OPEN(r) ((r) == verifying || (r) == charging || (r) == challenged || (r) == cancelling)
#define IS_UNPAID(r) ((r) == failed || (r) == expired || (r) == refused)
#define CAN_BE_ABANDONED(r) ((r) == none || (r) == verifying || (r) == charging || (r) == challenged)
#define HAS_ENDED(r) ((r) == settled || (r) == failed || (r) == expired || (r) == refused)
#define IS_CONCLUSIVE(r) ((r) == pending || HAS_ENDED(r))
#define OPEN_BESIDES(x) ((x) != 1 && IS_OPEN(record[1]) || KEYS > 1 && (x) != 2 && IS_OPEN(record[2 % (KEYS + 1)]) || KEYS > 2 && (x) != 3 && IS_OPEN(record[3 % (KEYS + 1)]))
#define SHOWS_IT(r) ((r) == pending || (r) == settled)
#define ACCOUNT_SHOWS_IT (SHOWS_IT(record[1]) || KEYS > 1 && SHOWS_IT(record[2 % (KEYS + 1)]) || KEYS > 2 && SHOWS_IT(record[3 % (KEYS + 1)]))
#define ANSWER_OF(r) ((r) == charging || (r) == cancelling -> submitted : (r))

/* A payment that device d sent and that nobody knows to have ended, or to stand in the account. */
#define IN_DOUBT_OF(d, x) (HAS(sent[d], x) && !IS_CONCLUSIVE(record[x]))
#define IN_DOUBT_BESIDES(d, x) ((x) != 1 && IN_DOUBT_OF(d, 1) || KEYS > 1 && (x) != 2 && IN_DOUBT_OF(d, 2 % (KEYS + 1)) || KEYS > 2 && (x) != 3 && IN_DOUBT_OF(d, 3 % (KEYS + 1)))

/* Fair weather: what is on its way arrives before any time is up, and what people, banks and the server's
   alarms still do comes before a page asks again. */
#define MAIL_OF(x) (page[x].asks || page[x].lock_answer != none || page[x].late_grant || page[x].awaits == slot_read || page[x].awaits == slot_store || page[x].awaits == slot_clear)
#define MAIL_OF_DEVICE(d) (stores[d] != 0 || clears[d] != 0)
#define MAIL (MAIL_OF(0) || MAIL_OF(PAGES - 1) || MAIL_OF_DEVICE(0) || MAIL_OF_DEVICE(DEVICES - 1) || (to_charge | to_charge_anew | to_cancel | said_not_found | words) != 0)
#define IS_UNDER_WAY(x) (IS_OPEN(record[x]) || record[x] == pending)
#define IS_AT_WORK(x) (!page[x].alive || page[x].state == signing_in || page[x].unread)
#define SOMETHING_GOES_ON (IS_UNDER_WAY(1) || IS_UNDER_WAY(KEYS) || IS_UNDER_WAY((KEYS + 1) / 2) || IS_AT_WORK(0) || IS_AT_WORK(PAGES - 1))
#define IS_QUIET (STORM || !MAIL)
#define IS_TIME (STORM || (!MAIL && !SOMETHING_GOES_ON))

/* ---- Pages (flow.cpp) and their devices ---- */

#define IS_RESTING(s) ((s) == idle || (s) == unsent || (s) == pending || (s) == settled || (s) == failed || (s) == expired || (s) == refused)
#define IS_WAITING(s) ((s) == sending || (s) == looking_up || (s) == unknown || (s) == signing_in || (s) == verifying || (s) == challenged || (s) == confirming || (s) == cancelling)
#define IS_POLLING(s) ((s) == looking_up || (s) == unknown || (s) == verifying || (s) == challenged || (s) == pending)

#define MAY_BEGIN (IS_RESTING(me.state) && !me.unread)

#ifdef ANY_ANSWER_IS_BELIEVED
#define IS_ABOUT_INTENT true
#else
#define IS_ABOUT_INTENT (j == me.key)
#endif

#define HEEDS_LATE_ANSWERS (IS_WAITING(me.state) || me.state == pending)
#define BELIEVE believed = (presses < KEYS -> believed | BIT(me.key) : 0)

/* The lock is free for whoever waits for it. */
inline grant(x) {
  owner[DEVICE(x)] = x + 1;
  page[x].waits_for_lock = false;
  page[x].lock_answer = granted
}
inline free_lock() {
  owner[DEVICE(p)] = 0;
  if
  :: me.waits_for_lock -> grant(p) /* an operation of this page that it had given up */
#if PAGES == 2 && DEVICES == 1
  :: page[1 - p].waits_for_lock -> grant(1 - p)
  :: !me.waits_for_lock && !page[1 - p].waits_for_lock
#else
  :: else
#endif
  fi
}

/* Flow::awaited becomes another, or none: what was is late now. Its request stays where it is. */
inline stop() {
  if
  :: me.awaits == request ->
    if
    :: me.asks && me.kind == pay && record[me.key] == none -> PUT(old_pay, me.key)
    :: me.asks && me.kind == abandon && CAN_BE_ABANDONED(record[me.key]) -> PUT(old_abandon, me.key)
    :: me.asks && me.kind == resend && record[me.key] == verifying -> PUT(old_resend, me.key)
    :: me.asks && me.kind == confirm && record[me.key] == verifying ->
      old_confirm[me.key] = old_confirm[me.key] | TICKET(me.code, me.code_judged)
    :: else
    fi;
    me.asks = false
  :: me.awaits == lock ->
    me.late_grant = me.late_grant || me.lock_answer == granted;
    me.lock_answer = none
  :: else
  fi;
  me.awaits = nothing
}

inline forget_held() {
  me.kind = none;
  me.code = 0;
  me.code_judged = 0
}

proctype a_page(byte p) {
end:
  do
  :: atomic {
    if
    /* The page and its seller. */
    :: !me.alive -> me.alive = true; printf("page %d opens\n", p); goto open
#ifndef NO_CRASH
    :: me.alive && STORM -> printf("page %d ends\n", p); goto on_end
#endif
    :: me.alive && STORM && presses < KEYS && believed == 0 && MAY_BEGIN -> goto on_pay_pressed
    :: me.unread -> goto on_look_again
    :: IS_POLLING(me.state) && STORM && !(me.state == pending && me.has_lock) -> goto on_look_again
    :: me.state == signing_in -> goto on_signed_in
#ifdef CODE
    :: me.state == verifying && presses > 0 && entered[me.key] < TRIES && IS_QUIET -> goto on_code_entered
    :: me.state == verifying && STORM -> goto on_code_again
#endif
    :: me.state == challenged && STORM -> goto on_look_up /* ChallengeReturned */
    :: (me.state == verifying || me.state == challenged) && IS_QUIET -> goto on_cancel

    /* What the device answers. */
    :: me.lock_answer == granted -> goto on_granted
    :: me.lock_answer == denied -> goto on_denied
    :: me.late_grant -> goto on_late_grant
    :: me.awaits == slot_read -> goto on_intent_read
    :: me.awaits == slot_read && STORM -> goto end_unread
    :: me.awaits == slot_store && HAS(stores[DEVICE(p)], me.key) -> goto on_intent_stored
    :: me.awaits == slot_store && STORM ->
      CUT(stores[DEVICE(p)], me.key); goto end_unsent /* STORAGE_FAILED */
    :: me.awaits == slot_clear && HAS(clears[DEVICE(p)], me.key) -> goto on_intent_cleared

    /* What the network brings. */
    :: answers[p]?word,seen -> goto on_answered
    :: me.awaits == request && STORM -> goto not_answered
    :: STORM && HEEDS_LATE_ANSWERS && IS_CONCLUSIVE(record[1]) -> j = 1; word = record[1]; goto on_late_answer
    :: STORM && HEEDS_LATE_ANSWERS && HAS(was_pending, 1) -> j = 1; word = pending; goto on_late_answer
#if KEYS > 1
    :: STORM && HEEDS_LATE_ANSWERS && IS_CONCLUSIVE(record[2]) -> j = 2; word = record[2]; goto on_late_answer
    :: STORM && HEEDS_LATE_ANSWERS && HAS(was_pending, 2) -> j = 2; word = pending; goto on_late_answer
#endif
#if KEYS > 2
    :: STORM && HEEDS_LATE_ANSWERS && IS_CONCLUSIVE(record[3]) -> j = 3; word = record[3]; goto on_late_answer
    :: STORM && HEEDS_LATE_ANSWERS && HAS(was_pending, 3) -> j = 3; word = pending; goto on_late_answer
#endif

    /* Time. */
    :: me.timer && IS_TIME -> goto on_time_up
    :: me.deadline && IS_TIME -> goto patience_ends
    fi;

on_end:
    stop();
    me.waits_for_lock = false;
    if
    :: owner[DEVICE(p)] == p + 1 -> free_lock()
    :: else
    fi;
    me.alive = false;
    me.state = idle;
    me.timer = false;
    me.deadline = false;
    me.has_lock = false;
    me.key = 0;
    me.heard = false;
    me.judged = 0;
    me.unread = false;
    forget_held();
    me.late_grant = false;
    goto done;

on_pay_pressed: /* forget(), and then */
    stop();
    me.timer = false;
    me.heard = false;
    me.judged = 0;
    forget_held();
    presses++;
    me.key = presses;
    believed = (presses == KEYS -> 0 : believed); /* it is of no consequence any more */
    if /* The seller has seen the account as it is, and no such payment in it; or as it was once. */
    :: !ACCOUNT_SHOWS_IT -> PUT(current, me.key); printf("page %d: Pay is pressed, key %d\n", p, me.key)
    :: printf("page %d: Pay is pressed at an older version, key %d\n", p, me.key)
    fi;
    me.state = locking;
    me.deadline = true;
    if
    :: me.has_lock -> goto read
    :: else -> goto take_lock
    fi;

open:
    me.state = opening;
    me.unread = false;
    me.deadline = true;
    goto take_lock;
take_lock:
    me.awaits = lock;
    if
    :: owner[DEVICE(p)] == 0 -> owner[DEVICE(p)] = p + 1; me.lock_answer = granted
    :: else -> me.lock_answer = denied
    fi;
    goto done;
on_denied:
    me.lock_answer = none;
#ifdef NO_LOCK
    goto take_it_as_granted;
#endif
    me.state = elsewhere;
    me.deadline = false;
    me.key = 0;
    if /* TakeLock, and wait */
    :: owner[DEVICE(p)] == 0 -> owner[DEVICE(p)] = p + 1; me.lock_answer = granted
    :: else -> me.waits_for_lock = true
    fi;
    goto done;
on_granted:
    me.lock_answer = none;
take_it_as_granted:
    me.has_lock = true;
    if
    :: me.state == elsewhere -> me.state = opening; me.deadline = true
    :: else
    fi;
    goto read;
on_late_grant:
    me.late_grant = false;
#ifndef LATE_LOCK_IS_KEPT
    free_lock();
#endif
    goto done;

read:
    me.state = (me.state == opening -> opening : reading);
    me.awaits = slot_read;
    goto done;
on_intent_read:
    stop();
    if
#ifdef NO_LOOK_ON_LOAD
    :: me.state == opening -> goto nothing_under_way
#endif
    :: slot[DEVICE(p)] != 0 -> goto follow
    :: slot[DEVICE(p)] == 0 && me.state == opening -> goto nothing_under_way
    :: else -> goto store
    fi;
nothing_under_way:
    assert(!IN_DOUBT_BESIDES(DEVICE(p), 0));
    me.deadline = false;
    me.state = idle;
    goto release;
end_unread:
    me.state = idle;
    me.unread = true;
    me.deadline = false;
    me.key = 0;
    goto release;
end_unsent: /* nothing was sent, so nothing can have been paid */
    me.state = unsent;
    me.deadline = false;
    goto release;
store:
#ifdef KEY_NOT_KEPT
    goto sends;
#endif
    me.state = storing;
    PUT(stores[DEVICE(p)], me.key);
    me.awaits = slot_store;
    goto done;
on_intent_stored:
    CUT(stores[DEVICE(p)], me.key);
    stop();
    if
#ifndef SLOT_IS_OVERWRITTEN
    :: slot[DEVICE(p)] != 0 -> goto read
#endif
    :: else -> slot[DEVICE(p)] = me.key; printf("page %d: key %d is stored\n", p, me.key)
    fi;
sends:
    me.state = sending;
    me.deadline = true;
    goto send_pay;

follow: /* forget(), and then */
    me.heard = false;
    me.judged = 0;
    me.deadline = false;
    me.key = slot[DEVICE(p)];
    me.state = looking_up;
    goto on_look_up;

send_pay:
    assert(me.state == sending && me.has_lock);
    assert(owner[DEVICE(p)] == p + 1);       /* one page of a device */
    assert(slot[DEVICE(p)] == me.key);       /* only what is durable is sent */
    assert(!IN_DOUBT_BESIDES(DEVICE(p), me.key)); /* nothing begins while another is open */
    sent[DEVICE(p)] = (IS_CONCLUSIVE(record[me.key]) -> sent[DEVICE(p)] : sent[DEVICE(p)] | BIT(me.key));
    kind = pay;
    goto send;
on_look_up:
    kind = look_up;
    goto send;
send_abandon:
    kind = abandon;
    goto send;
send:
    code = 0;
resend_held:
    stop();
    me.kind = kind;
    me.code = code;
    me.code_judged = (kind == confirm -> me.judged : 0);
    me.awaits = request;
    me.asks = true;
    me.timer = true;
    printf("page %d asks: %e %d\n", p, kind, me.key);
#ifdef CLEARED_WHEN_SENT
    if
    :: kind == pay -> PUT(clears[DEVICE(p)], me.key)
    :: else
    fi;
#endif
    goto done;

on_intent_cleared:
    CUT(clears[DEVICE(p)], me.key);
    slot[DEVICE(p)] = (slot[DEVICE(p)] == me.key -> 0 : slot[DEVICE(p)]);
    me.deadline = false;
    me.timer = (me.state == pending); /* ask_later() */
    goto release;
release:
    stop();
    if
    :: me.has_lock -> me.has_lock = false; free_lock()
    :: else
    fi;
    goto done;

on_answered:
    printf("page %d hears: %e, key %d\n", p, word, me.key);
    if
    :: word == signed_out -> goto on_signed_out
    :: word == key_unknown -> goto on_key_unknown
    :: IS_CONCLUSIVE(word) && IS_WAITING(me.state) -> goto conclude
    :: HAS_ENDED(word) && me.state == pending -> goto end_pending
    :: else
    fi;
    stop();
    me.timer = true; /* ask_later() */
    if
    :: me.state == pending -> goto done
    :: else
    fi;
    /* hear() */
    me.heard = true;
    me.judged = seen;
    if
    :: me.state == sending && word == submitted
    :: else -> me.state = (word == submitted -> unknown : word); me.deadline = false
    fi;
    forget_held();
    goto done;
on_late_answer:
    if
    :: IS_ABOUT_INTENT && IS_WAITING(me.state) -> goto conclude
    :: IS_ABOUT_INTENT && me.state == pending && HAS_ENDED(word) -> goto end_pending
    :: else -> goto done
    fi;
conclude:
    printf("page %d knows: %e, key %d\n", p, word, me.key);
    stop();
    me.heard = true;
    me.judged = 0;
#ifdef PENDING_IS_PAID
    word = (word == pending -> settled : word);
#endif
    me.state = word;
    me.timer = false;
    me.deadline = true;
    forget_held();
    PUT(clears[DEVICE(p)], me.key);
    me.awaits = slot_clear;
    goto done;
end_pending:
    printf("page %d knows: %e, key %d\n", p, word, me.key);
    me.state = word;
    me.timer = false;
    if
    :: !me.has_lock -> stop()
    :: else
    fi;
    goto done;
on_key_unknown:
    if
    :: me.state == pending -> goto not_answered
#ifdef UNKNOWN_IS_UNPAID
    :: else -> word = expired; goto conclude
#else
    :: else -> goto send_abandon
#endif
    fi;
on_signed_out:
    stop();
    if
    :: me.state == pending -> me.timer = true; goto done /* ask_later() */
    :: else -> me.state = signing_in; me.timer = false; me.deadline = false; goto done
    fi;
on_signed_in: /* ask_again() */
    kind = me.kind;
    code = me.code;
    me.deadline = (kind != look_up); /* patience ends to no effect when looking up */
    if
    :: kind == pay -> me.state = sending; goto send_pay
    :: kind == look_up -> me.state = looking_up
    :: kind == abandon -> me.state = (me.heard -> cancelling : looking_up)
    :: else -> me.state = confirming
    fi;
    goto resend_held;
not_answered:
    stop();
    me.state = (me.state == looking_up -> unknown : me.state);
#ifndef QUESTIONS_END
    me.timer = true;
#endif
    goto done;

on_time_up:
    me.timer = false;
    if
    :: me.awaits != nothing -> goto not_answered
    :: me.awaits == nothing && me.state == sending && !me.heard ->
#ifdef NEW_KEY_PER_RETRY
      if
      :: presses < KEYS ->
        presses++;
        if
        :: HAS(current, me.key) -> PUT(current, presses)
        :: else
        fi;
        me.key = presses;
        slot[DEVICE(p)] = presses;
        CUT(sent[DEVICE(p)], presses - 1)
      :: else
      fi;
#endif
      goto send_pay
    :: else -> goto on_look_up
    fi;
patience_ends:
    me.deadline = false;
    if
    :: me.state == storing -> PUT(clears[DEVICE(p)], me.key); goto end_unsent
    :: me.state == opening || me.state == locking || me.state == reading -> goto end_unread
    :: me.state == sending || me.state == confirming || me.state == cancelling ->
#ifdef TIME_OUT_IS_FAILURE
      word = failed;
      goto conclude;
#endif
      me.state = unknown;
      goto on_look_up
    :: me.state == pending -> me.timer = true; goto release
    :: me.state == settled || me.state == failed || me.state == expired || me.state == refused ->
      goto release
    :: else -> goto done
    fi;
on_code_entered:
#ifdef CODE
    if /* the last code that was sent, one before, or none that was */
    :: code = codes[me.key]
#if CODES > 1
    :: STORM && codes[me.key] > 1 -> code = codes[me.key] - 1
#endif
    :: STORM -> code = 0
    fi;
    entered[me.key]++;
    rightly = (record[me.key] == verifying && code == codes[me.key] -> rightly | BIT(me.key) : rightly);
    printf("page %d: the seller enters code %d of %d\n", p, code, codes[me.key]);
    me.state = confirming;
    me.deadline = true;
    kind = confirm;
    goto resend_held;
on_code_again:
    me.state = confirming;
    me.deadline = true;
    kind = resend;
    goto send;
#endif
on_cancel:
    me.state = cancelling;
    me.deadline = true;
    goto send_abandon;
on_look_again:
    if
    :: me.unread -> goto open
    :: else -> goto on_look_up
    fi;

done: /* what the page says now */
    if
    :: me.state == settled ->
      BELIEVE;
      assert(charge[me.key] == captured || second[me.key] == captured) /* paid, it says */
    :: me.state == pending -> BELIEVE
    :: me.state == unsent || me.state == failed || me.state == expired || me.state == refused ->
      told_unpaid = (IS_UNPAID(record[me.key]) -> told_unpaid : told_unpaid | BIT(me.key));
      CUT(believed, me.key);
      assert(charge[me.key] != captured && second[me.key] != captured) /* not paid, it says */
    :: else
    fi;
    FORGET_STEP
  }
  od
}

/* What a page asked of its slot and does not wait for any more, or asked before it ended: it is done
   late, or not at all. */
#define AWAITS(x, what) (page[x].awaits == what && page[x].key == k)
#define IS_AWAITED(what) (DEVICE(0) == d && AWAITS(0, what) || DEVICE(PAGES - 1) == d && AWAITS(PAGES - 1, what))

proctype late_slot_work(byte d; byte k) {
end:
  do
  :: atomic {
    HAS(stores[d], k) && !IS_AWAITED(slot_store) -> CUT(stores[d], k);
    if
    :: slot[d] == 0 -> slot[d] = k; printf("key %d is stored late\n", k)
    :: printf("key %d is not stored\n", k)
    fi
  }
  :: atomic {
    HAS(clears[d], k) && !IS_AWAITED(slot_clear) -> CUT(clears[d], k);
    if
#ifdef ANY_CLEAR_CLEARS
    :: slot[d] != 0 -> slot[d] = 0; printf("the slot is cleared late, by key %d\n", k)
#else
    :: slot[d] == k -> slot[d] = 0; printf("key %d is cleared late\n", k)
#endif
    :: printf("key %d is not cleared\n", k)
    fi
  }
  od
}

/* ---- What server and provider have between them ---- */

/* It tells what it has decided; in a storm the server can hear that at any time. */
#define TELL words = (calm -> words | BIT(k) : words)
#define PUT_STORM(set) set = (calm -> set : set | BIT(k))

/* Requests that change nothing any more, whenever they come. */
#define MATTERS_TO_CHARGE (charge[k] == none || charge[k] == challenge || charge[k] == cancelled)
#define MATTERS_TO_CANCEL (charge[k] == none || charge[k] == challenge)
#define FORGET_REQUESTS to_charge = (STORM && MATTERS_TO_CHARGE -> to_charge : to_charge & ~BIT(k)); to_cancel = (STORM && MATTERS_TO_CANCEL -> to_cancel : to_cancel & ~BIT(k))

/* ---- The server (server.cpp): the record of one key, a transaction a step ---- */

/* Whatever changes the account makes its version another. */
inline change_account() {
  current = 0
}

inline receive(x) {
  from = x + 1;
  kind = page[x].kind;
  code = page[x].code;
  seen = page[x].code_judged;
  page[x].asks = !calm /* in a storm the same may arrive again */
}

inline receive_late(what) {
  from = NOBODY;
  kind = what
}

inline receive_late_code(c, n) {
  from = NOBODY;
  kind = confirm;
  code = c;
  seen = n
}

#ifdef NO_DEDUPE
#define IS_NEW true
#else
#define IS_NEW (record[k] == none)
#endif

proctype a_record(byte k) {
end:
  do
  :: atomic {
    if
    :: page[0].asks && page[0].key == k -> receive(0); goto on_request
#if PAGES == 2
    :: page[1].asks && page[1].key == k -> receive(1); goto on_request
#endif
    :: HAS(old_pay, k) -> receive_late(pay); goto on_pay
    :: HAS(old_abandon, k) -> receive_late(abandon); goto on_abandon
#ifdef CODE
    :: HAS(old_resend, k) -> receive_late(resend); goto on_resend
    :: old_confirm[k] & TICKET(0, 0) -> receive_late_code(0, 0); goto on_code
    :: old_confirm[k] & TICKET(0, 1) -> receive_late_code(0, 1); goto on_code
    :: old_confirm[k] & TICKET(1, 0) -> receive_late_code(1, 0); goto on_code
    :: old_confirm[k] & TICKET(1, 1) -> receive_late_code(1, 1); goto on_code
#if CODES > 1
    :: old_confirm[k] & TICKET(2, 0) -> receive_late_code(2, 0); goto on_code
    :: old_confirm[k] & TICKET(2, 1) -> receive_late_code(2, 1); goto on_code
#endif
#endif
    /* The provider's word: how it stands, or how it stood once. */
    :: IS_CHARGED(charge[k]) && (STORM || HAS(words, k)) ->
      CUT(words, k); word = charge[k]; goto on_card
#ifdef TWO_PROVIDER_KEYS
    :: IS_CHARGED(second[k]) && (STORM || HAS(words, k)) ->
      CUT(words, k); word = second[k]; goto on_card
#endif
    :: HAS(said_not_found, k) ->
      said_not_found = (calm -> said_not_found & ~BIT(k) : said_not_found);
      word = not_found;
      goto on_card
    :: STORM && HAS(said_challenge, k) -> word = challenge; goto on_card
    :: STORM && HAS(said_processing, k) -> word = processing; goto on_card
#ifndef NO_RESUMPTION
    :: MAY_RING -> goto go_on /* AlarmRang, ServerStarted */
#endif
#ifdef FRESH_PROVIDER_KEY_ON_RESTART
    :: record[k] == charging -> PUT(to_charge_anew, k); goto done
#endif
    fi;

on_request:
    if
#ifndef NO_SIGN_OUT
    :: STORM -> word = signed_out; seen = 0; goto reply_so /* 401: nothing is done */
#endif
    :: kind == look_up -> goto reply
    :: kind == pay -> goto on_pay
    :: kind == abandon -> goto on_abandon
#ifdef CODE
    :: kind == resend -> goto on_resend
    :: kind == confirm -> goto on_code
#endif
    fi;

on_pay:
    if
#ifndef NO_DEDUPE
    :: record[k] != none -> goto reply
#endif
#ifndef NO_VERSION_CHECK
    :: !HAS(current, k) && IS_NEW -> goto refuse_it /* STALE */
#endif
#ifndef NO_OPEN_CHECK
    :: OPEN_BESIDES(k) && IS_NEW -> goto refuse_it /* PAYMENT_OPEN */
#endif
    :: else
    fi;
    change_account(); /* HoldFunds */
#ifdef CODE
    record[k] = verifying;
    codes[k] = 1;
#ifdef CHARGED_BEFORE_THE_CODE
    PUT(to_charge, k);
#endif
    printf("server: key %d, a code is sent\n", k);
    goto reply;
#else
    goto charges;
#endif
refuse_it:
#ifdef REFUSAL_NOT_KEPT
    word = refused;
    goto reply_so;
#endif
    record[k] = refused;
    printf("server: key %d is refused\n", k);
    goto reply;

charges: /* charge(), and request_card() */
    record[k] = charging;
    PUT(to_charge, k);
    printf("server: key %d is to be charged\n", k);
    goto reply;

on_abandon:
    if
    :: record[k] == none ->
#ifdef ABANDON_NOT_KEPT
      word = expired;
      goto reply_so;
#endif
      record[k] = expired; /* NOT_RECEIVED */
      printf("server: key %d never arrived\n", k)
    :: record[k] == verifying -> change_account(); record[k] = expired
    :: record[k] == challenged -> goto cancels
    :: else
    fi;
    goto reply;
cancels:
#ifdef CANCELLED_BEFORE_IT_IS
    change_account();
    record[k] = expired;
    PUT(to_cancel, k);
    goto reply;
#endif
    record[k] = cancelling;
    if
    :: MATTERS_TO_CANCEL -> PUT(to_cancel, k)
    :: else -> TELL
    fi;
    printf("server: key %d is to be cancelled\n", k);
    goto reply;

on_code:
#ifdef CODE
    if
#ifndef CODE_JUDGED_TWICE
    :: record[k] != verifying || seen != judged[k] -> goto reply
#else
    :: record[k] != verifying || judged[k] == TRIES -> goto reply
#endif
    :: else -> judged[k]++
    fi;
    if
    :: STORM -> goto reply /* CODE_EXPIRED */
    :: code == codes[k] -> goto charges
    :: code != codes[k] -> wrong[k]++
    fi;
    if
    :: wrong[k] == ATTEMPTS ->
      assert(entered[k] >= ATTEMPTS); /* no copy counts */
      change_account();
      record[k] = failed;
      printf("server: key %d is locked\n", k)
    :: else
    fi;
    goto reply;
on_resend:
    if
    :: record[k] == verifying && codes[k] < CODES ->
      codes[k]++;
      printf("server: key %d, code %d is sent\n", k, codes[k])
    :: else
    fi;
    goto reply;
#endif

reply:
    word = (record[k] == none -> key_unknown : ANSWER_OF(record[k]));
    seen = (record[k] == verifying -> judged[k] : 0);
reply_so:
    if
    :: from == NOBODY || STORM -> from = NOBODY /* the answer is lost */
    :: from != NOBODY
    fi;
    goto done;

go_on:
    if
    :: record[k] == verifying && IS_QUIET -> change_account(); record[k] = expired; goto done
    :: record[k] == challenged && IS_QUIET -> /* too late */
#ifdef CHALLENGE_EXPIRES_ALONE
      change_account();
      record[k] = expired;
      goto done;
#endif
      goto cancels
    :: record[k] == charging || record[k] == pending ||
       record[k] == challenged && (STORM || charge[k] != challenge) -> /* AskCard */
#ifdef SILENCE_IS_DECLINE
      if
      :: record[k] == charging -> change_account(); record[k] = failed; goto done
      :: else
      fi;
#endif
      if
      :: charge[k] == none -> PUT(said_not_found, k)
      :: else -> words = (calm -> words | BIT(k) : words)
      fi;
      goto done
    :: record[k] == cancelling -> goto cancels
    :: else -> goto done
    fi;

on_card:
    if
    :: record[k] == none || record[k] == verifying || HAS_ENDED(record[k]) -> goto done
    :: else
    fi;
    if
    :: word == captured ->
      was_pending = (record[k] == pending && STORM -> was_pending | BIT(k) : was_pending);
      change_account();
      record[k] = settled
    :: word == declined || word == cancelled ->
      was_pending = (record[k] == pending && STORM -> was_pending | BIT(k) : was_pending);
      change_account();
      record[k] = (word == declined -> failed : expired)
    :: word == challenge -> record[k] = (record[k] == charging -> challenged : record[k])
    :: word == processing ->
      if
      :: record[k] != pending -> change_account(); record[k] = pending /* NotePending */
      :: else
      fi
    :: word == not_found ->
      if
      :: record[k] == charging ->
#ifdef NOT_SENT_AGAIN
        goto done;
#endif
#ifdef FRESH_PROVIDER_KEY_PER_RETRY
        PUT(to_charge_anew, k);
        goto done;
#endif
        PUT(to_charge, k)
      :: else
      fi
    fi;
    printf("server: the provider says %e, key %d is %e\n", word, k, record[k]);

done:
    /* The ledger and the provider agree, as far as the server says that it has ended. */
    assert(record[k] != settled || charge[k] == captured || second[k] == captured);
    assert(!IS_UNPAID(record[k]) || (charge[k] != captured && second[k] != captured));
    /* What is of no consequence any more is forgotten, so that states that differ in it are one. */
    if
    :: record[k] != none ->
      CUT(current, k);
      CUT(old_pay, k);
      old_abandon = (CAN_BE_ABANDONED(record[k]) -> old_abandon : old_abandon & ~BIT(k));
      said_not_found = (record[k] == charging -> said_not_found : said_not_found & ~BIT(k));
      said_challenge = (record[k] == charging -> said_challenge : said_challenge & ~BIT(k));
      said_processing = (IS_OPEN(record[k]) -> said_processing : said_processing & ~BIT(k));
      sent[0] = (IS_CONCLUSIVE(record[k]) -> sent[0] & ~BIT(k) : sent[0]);
      sent[DEVICES - 1] = (IS_CONCLUSIVE(record[k]) -> sent[DEVICES - 1] & ~BIT(k) : sent[DEVICES - 1]);
      told_unpaid = (IS_UNPAID(record[k]) -> told_unpaid & ~BIT(k) : told_unpaid)
    :: else
    fi;
#ifdef CODE
    if
    :: record[k] != verifying && record[k] != none ->
      CUT(old_resend, k);
      old_confirm[k] = 0;
      codes[k] = 0;
      judged[k] = 0;
      wrong[k] = 0;
      entered[k] = 0;
      rightly = (HAS_ENDED(record[k]) -> rightly & ~BIT(k) : rightly)
    :: else
    fi;
#endif
    if
    :: from == NOBODY -> FORGET_STEP
    :: from == 1 -> answers[0]!word,seen
#if PAGES == 2
    :: from == 2 -> answers[1]!word,seen
#endif
    fi
  }
  od
}

/* ---- The provider: one decision a key; what is cancelled is never captured ---- */

#ifdef CANCELLED_IS_FORGOTTEN
#define CANCELLED_IS_CHARGED (charge[k] == cancelled) /* a host that breaks its promise */
#else
#define CANCELLED_IS_CHARGED false
#endif

/* The card was charged. That is right once, for the one wish, if nobody was told otherwise. */
inline capture(what) {
  what = captured;
  taken++;
  printf("provider: key %d is charged\n", k);
  assert(taken == 1);
  assert(!HAS(told_unpaid, k));
  assert(record[k] != failed && record[k] != expired && record[k] != refused);
#ifdef CODE
  assert(HAS(rightly, k)); /* not before the right code */
#endif
  TELL
}

inline decide(what) {
  if
  :: capture(what)
  :: what = declined; printf("provider: key %d is declined\n", k); TELL
  fi
}

proctype a_charge(byte k) {
end:
  do
  :: atomic {
    HAS(to_charge, k) && (calm || charge[k] == none || CANCELLED_IS_CHARGED) ->
    if
    :: charge[k] == none -> decide(charge[k])
    :: charge[k] == none -> charge[k] = challenge; PUT_STORM(said_challenge); TELL
    :: charge[k] == none -> charge[k] = processing; PUT_STORM(said_processing); TELL
#ifdef CANCELLED_IS_FORGOTTEN
    :: charge[k] == cancelled -> decide(charge[k])
#endif
    :: charge[k] != none -> TELL
    fi;
    FORGET_REQUESTS
  }
  :: atomic {
    HAS(to_cancel, k) && (calm || charge[k] == none || charge[k] == challenge) ->
    charge[k] = (charge[k] == none || charge[k] == challenge -> cancelled : charge[k]);
    TELL;
    FORGET_REQUESTS
  }
  /* The seller passes the bank's challenge, or does not; the bank decides what takes time. */
  :: atomic { charge[k] == challenge || charge[k] == processing -> decide(charge[k]); FORGET_REQUESTS }
#ifdef TWO_PROVIDER_KEYS
  :: atomic { HAS(to_charge_anew, k) && second[k] == none -> decide(second[k]) }
#endif
  od
}

/* ---- The end ---- */

#ifdef CALM
/* Every cycle before it ends is none to worry about; after it there must be no cycle at all. */
proctype a_storm() {
progress_of_the_storm:
  atomic {
    calm = true;
    /* What came late has come, or never will. What somebody waits for may still arrive, or be lost. */
    old_pay = 0;
    old_abandon = 0;
    old_resend = 0;
    old_confirm[1] = 0;
    old_confirm[KEYS] = 0;
    said_challenge = 0;
    said_processing = 0;
    was_pending = 0;
    if
    :: skip
    :: page[0].asks = false;
      page[PAGES - 1].asks = false
    fi;
    if
    :: skip
    :: to_charge = 0;
      to_cancel = 0;
      said_not_found = 0
    fi;
    printf("the storm is over\n")
  }
}

#define IS_TRUE(x) (page[x].alive && (page[x].state == idle && !page[x].unread || page[x].state == unsent && record[page[x].key] != settled || HAS_ENDED(page[x].state) && page[x].state == record[page[x].key]))
#define IS_AGREED(x) ((record[x] == none || HAS_ENDED(record[x])) && (record[x] == settled) == (charge[x] == captured))

/* Nothing happens any more: then every page rests and says what is true, nothing is open or held. */
proctype the_end() {
  timeout ->
  assert(IS_TRUE(0));
  assert(IS_TRUE(PAGES - 1));
  assert(IS_AGREED(1) && IS_AGREED(KEYS) && IS_AGREED((KEYS + 1) / 2));
  assert(owner[0] == 0 && owner[DEVICES - 1] == 0);
  assert(!IN_DOUBT_BESIDES(0, 0) && !IN_DOUBT_BESIDES(DEVICES - 1, 0))
}
#endif

init {
  atomic {
    run a_page(0);
#if PAGES == 2
    run a_page(1);
#endif
    run late_slot_work(0, 1);
    run a_record(1);
    run a_charge(1);
#if KEYS > 1
    run late_slot_work(0, 2);
    run a_record(2);
    run a_charge(2);
#endif
#if KEYS > 2
    run late_slot_work(0, 3);
    run a_record(3);
    run a_charge(3);
#endif
#if DEVICES == 2
    run late_slot_work(1, 1);
    run late_slot_work(1, KEYS);
#endif
#ifdef CALM
    run a_storm();
    run the_end()
#endif
  }
}
