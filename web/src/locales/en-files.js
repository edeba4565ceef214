// What is wrong with a file and what to do: for imports, and for an account that cannot be read. It comes when
// there is something to say of a file, as <repay-balance> seldom has that.

export const fileErrors = {
  FILE_EMPTY: ['The file is empty.', 'Download the report again and choose the new file.'],
  TOO_LARGE: ['The file is larger than this format allows.', 'Check that it is the right file.'],
  NUL_BYTE: [
    'This is not a text file.',
    'Choose the report as it was downloaded, a .txt or .json file.',
  ],
  INVALID_UTF8: [
    'The file holds characters that cannot be read.',
    'Download it again, and do not save it from a spreadsheet program.',
  ],
  LINE_TOO_LONG: ['A line is longer than a report can have.', 'Check that it is the right file.'],
  FORMAT_UNKNOWN: [
    'Repay does not know this kind of file.',
    'Choose a settlement report (.txt, .xml) or a Repay account (.json).',
  ],
  TOO_MANY_COLUMNS: [
    'A line has more columns than the header.',
    'Download the report again; a spreadsheet program may have changed it.',
  ],
  COLUMN_MISSING: [
    'A column that the report needs is missing.',
    'Download the report again; a spreadsheet program may have changed it.',
  ],
  FILE_TRUNCATED: [
    'The file ends too early.',
    'The download may have been cut off: download it again.',
  ],
  INVALID_JSON: [
    'The document is not valid JSON.',
    'Correct the place named here, or export it again.',
  ],
  INVALID_XML: [
    'The document is not well-formed XML.',
    'The download may have been cut off or changed: download it again.',
  ],
  TOO_DEEP: ['The document is nested too deeply.', 'Check that it is a Repay account.'],
  DUPLICATE_KEY: ['A field stands twice in one object.', 'Keep one of the two.'],
  FIELD_MISSING: ['A field that is needed is missing.', 'Add it at the place named here.'],
  FIELD_UNKNOWN: ['A field is not one a Repay account has.', 'Remove it, or correct its name.'],
  INVALID_FIELD: ['A field has a value of the wrong form.', 'Correct it at the place named here.'],
  UNKNOWN_CURRENCY: [
    'The currency is not one of ISO 4217.',
    'Write its code of three letters, such as CAD.',
  ],
  INVALID_DATE: ['A date cannot be read.', 'Download the report again, and do not edit its dates.'],
  AMBIGUOUS_DATE: [
    'Day and month cannot be told apart in this file.',
    'Open it together with another report of the same store, or download it with ISO dates.',
  ],
  INVALID_AMOUNT: [
    'An amount cannot be read.',
    'Download the report again, and do not edit its amounts.',
  ],
  MIXED_DECIMAL_MARKS: [
    'The file mixes decimal points and decimal commas.',
    'Download it again; a spreadsheet program may have changed some amounts.',
  ],
  UNKNOWN_KIND: [
    'An entry is of a kind Repay does not know.',
    'Correct its kind at the place named here.',
  ],
  SIGN_CONTRADICTS_KIND: [
    'An entry has the wrong sign for its kind.',
    'Correct its sign or its kind: charges are negative, credits positive.',
  ],
  TWO_SETTLEMENTS: [
    'The file holds more than one settlement.',
    'Open each settlement as a file of its own.',
  ],
  ROW_TOTAL_MISMATCH: [
    'The parts of a row do not add up to its total.',
    'The report was changed, or has a column Repay does not know: download it again.',
  ],
  RUNNING_BALANCE_MISMATCH: [
    'The balance that the report states does not follow from its rows.',
    'Rows are missing or changed: download the report again.',
  ],
  SETTLEMENT_TOTAL_MISMATCH: [
    'The rows do not add up to the total that the report states.',
    'Rows are missing or changed: download the report again.',
  ],
  SETTLEMENT_CONFLICT: [
    'This settlement is here already, with another total.',
    'Go back to the sample first if the new file is the right one.',
  ],
  DUPLICATE_ID: ['An entry with this id is here already.', 'Give each entry an id of its own.'],
  UNKNOWN_REFERENCE: [
    'An entry names another one that is not there.',
    'Put the entry it names before it.',
  ],
  REVERSAL_TOO_HIGH: [
    'A reversal is higher than what is left of its credit.',
    'Correct its amount, or the credit it names.',
  ],
  PAIR_MISMATCH: [
    'The two halves of an adjustment between two balances do not cancel out.',
    'Import the complete files of both.',
  ],
  FILE_UNREADABLE: [
    'The browser could not read the file.',
    'It may have been moved or changed since you chose it: choose it again.',
  ],
}

/** @typedef {typeof fileErrors} FileErrors */
