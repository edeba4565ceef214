// Makes values of what packer.h packs: part of Emscripten's module, whose memory it reads. Cells are
// 64 bits wide, a BigInt or a double; texts stand one behind the other in UTF-8.
//
// What is read is described by its type as TypeScript has it (shape.h), parsed once each:
//
//     type     element (" | " element)*      several: a cell says which
//     element  ("{" name ": " type (", " …)* "}" | "(" type ")" | word | text) "[]"*
//                                       a list: a cell says how many
//     text     '"' word '"'             itself, without a cell

/* global addToLibrary, Emval, HEAP64, HEAPF64, HEAPU8, UTF8ToString */
/* global repayPacked, repayDecoder, repayReaders, repayReaderOf, repayText */

addToLibrary({
  /** Where the reading is: the next cell, the next byte, and all texts if they are ASCII. */
  $repayPacked: {cell: 0, byte: 0, start: 0, ascii: ''},

  $repayDecoder: "=new TextDecoder('utf-8', {ignoreBOM: true})",

  /** By the address of the type's text. */
  $repayReaders: '=new Map()',

  $repayText__deps: ['$repayPacked', '$repayDecoder'],
  $repayText: (length) => {
    const from = repayPacked.byte
    const to = (repayPacked.byte = from + length)
    if (length === 0) return ''
    const {start, ascii} = repayPacked
    return ascii
      ? ascii.slice(from - start, to - start)
      : repayDecoder.decode(HEAPU8.subarray(from, to))
  },

  $repayReaderOf__deps: ['$repayPacked', '$repayText'],
  $repayReaderOf: (text) => {
    let at = 0
    const skip = (token) => {
      const found = text.startsWith(token, at)
      if (found) at += token.length
      return found
    }
    const word = () => {
      const from = at
      while (text[at] >= 'a' ? text[at] <= 'z' : text[at] >= 'A' && text[at] <= 'Z') ++at
      return text.slice(from, at)
    }
    const only = () => {
      const from = at
      at = text.indexOf('"', from)
      const value = text.slice(from, at++)
      return () => value
    }
    const group = () => {
      const reader = type()
      skip(')')
      return reader
    }
    const number = () => HEAPF64[repayPacked.cell++]
    const primitive = () => {
      switch (word()) {
        case 'string':
          return () => repayText(number())
        case 'bigint':
          return () => HEAP64[repayPacked.cell++]
        case 'number':
          return number
        case 'boolean':
          return () => number() === 1
        case 'true':
          return () => true
        case 'false':
          return () => false
        default: // undefined
          return () => {}
      }
    }
    const object = () => {
      const names = []
      const readers = []
      do {
        names.push(word())
        skip(': ')
        readers.push(type())
      } while (skip(', '))
      skip('}')
      return () => {
        const value = {}
        for (let i = 0; i < names.length; ++i) value[names[i]] = readers[i]()
        return value
      }
    }
    const list = (reader) => () => {
      const values = []
      for (let left = number(); left > 0; --left) values.push(reader())
      return values
    }
    const element = () => {
      let reader = skip('{') ? object() : skip('(') ? group() : skip('"') ? only() : primitive()
      while (skip('[]')) reader = list(reader)
      return reader
    }
    const type = () => {
      const readers = [element()]
      while (skip(' | ')) readers.push(element())
      return readers[1] ? () => readers[number()]() : readers[0]
    }
    return type()
  },

  /** Bytes on their way in (bytes.h). */
  repay_copy_bytes__deps: ['$Emval'],
  repay_copy_bytes: (bytes, into) => {
    HEAPU8.set(Emval.toValue(bytes), into)
  },

  repay_unpack__deps: [
    '$Emval',
    '$UTF8ToString',
    '$repayPacked',
    '$repayDecoder',
    '$repayReaders',
    '$repayReaderOf',
  ],
  repay_unpack: (type, cells, texts, size) => {
    let reader = repayReaders.get(type)
    if (!reader) repayReaders.set(type, (reader = repayReaderOf(UTF8ToString(type))))
    const all = repayDecoder.decode(HEAPU8.subarray(texts, texts + size))
    repayPacked.cell = cells >> 3
    repayPacked.byte = repayPacked.start = texts
    repayPacked.ascii = all.length === size ? all : ''
    return Emval.toHandle(reader())
  },
})
