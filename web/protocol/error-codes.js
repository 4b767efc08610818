/**
 * What the core refuses has a code beside its English sentence, and details, the values that the sentence names; so has what a
 * reader of a page may see of its surroundings. A code keeps its meaning when the sentence becomes a better one; whoever says it
 * in other words, or another language, goes by the code. Settings are named as in Config, in a checkpoint's in snake case.
 *
 * | code | what is wrong | details |
 * |---|---|---|
 * | `setting.unknown` | there is no setting of this name | name, choices |
 * | `setting.choice` | a setting is none of the words that it may be | name, value, choices |
 * | `setting.range` | a setting is no number, or beyond its range | name, value (as given), low, high, kind: a number or a whole number |
 * | `setting.too-small` | a number that is zero for a float | name, value (as given), low |
 * | `setting.fixed` | what a model is cannot change when training goes on | name, value, saved, choices |
 * | `setting.heads` | nHead does not divide nEmbd | nEmbd, nHead |
 * | `step.too-large` | batchSize times blockSize is too much | batchSize, blockSize, high |
 * | `model.too-large` | training would take too much memory, in MB | value, high, settings: those to lower |
 * | `model.missing` | no text has been opened, so there is no model | |
 * | `text.missing` | no text has been opened | |
 * | `text.empty` | the text has no characters | |
 * | `text.one-character` | the text has only one | character |
 * | `text.too-short` | it has fewer characters, or tokens, than blockSize asks for | blockSize, value, low, unit: characters or tokens |
 * | `text.part-too-short` | one of its two parts has | part, value, blockSize, unit |
 * | `text.characters` | it has too many different characters | high, perhaps value |
 * | `text.not-utf8` | it is not UTF-8 | offset |
 * | `text.zero-byte` | it holds a zero byte, as UTF-16 does | offset |
 * | `text.unknown-character` | a prompt has a character that the model has not learned | position, character, known |
 * | `token.range` | a token id is none of the vocabulary's | value, high |
 * | `checkpoint.unreadable` | a file is no checkpoint, is damaged or of another version | why (in English); kind: foreign, cut, damaged, version |
 * | `checkpoint.generator` | its random generator's state is damaged | |
 * | `checkpoint.other-text` | it knows other characters than the text has | value, saved: how many |
 * | `checkpoint.other-model` | its weights are not those of its settings | value, saved: how many |
 * | `vocabulary.order` | its vocabulary is not in order | |
 * | `vocabulary.small` | fewer tokens are wanted than the text has characters | vocabSize, low |
 * | `vocabulary.no-pairs` | more tokens are wanted than the text's pairs give | vocabSize, high |
 * | `vocabulary.large` | more tokens are wanted than a bigram takes | vocabSize, high |
 * | `tokenizer.reversal` | this model takes no tokens but characters | model, tokenizer |
 * | `merges.order` | a merge takes a token that is not there yet | value, token |
 * | `merges.long` | a merge makes a token of too many characters | value, length, high |
 * | `merges.count` | a checkpoint's characters and merges do not make its tokens | value, merges, vocabSize |
 * | `weights.unknown` | the model has no weights of this name | name, perhaps known |
 * | `attention.unknown` | the model has no such layer, or head | layer, head, layers, heads |
 * | `sample.ended` | the model has changed since the text was begun | |
 * | `share.missing` | a step of data-parallel training lacks a share | |
 * | `core.bigram-only` | the quick core that a page starts with knows the bigram on characters alone | |
 * | `argument.unknown` | a request has no such option | type, name, choices |
 * | `argument.choice` | an argument is none of the words that it may be | name, value |
 * | `argument.range` | an argument is beyond its range | value, perhaps name, low, high |
 * | `argument.shape` | arrays do not fit each other | |
 * | `argument.empty` | an argument is empty | |
 * | `request.unknown` | there is no such request | name |
 * | `memory` | there is not enough memory | perhaps value: for how many bytes |
 * | `training.diverged` | a step made the loss infinite or not a number | learningRate; kept: the step whose weights are |
 * | `model.replaced` | another model came before what was asked of this one was done | |
 * | `text.unreadable` | a file or blob cannot be read | why (in English) |
 * | `engine.failed` | the core broke down | why (in English) |
 * | `worker.ended`, `worker.unreadable` | a training worker ended, or a message could not be read on its way | |
 * | `worker.failed` | a training worker broke down | why (in English) |
 * | `worker.silent` | a training worker has not answered for so many seconds | value |
 * | `part.missing`, `part.other-version` | a script beside the page's is not there, or is of another version | name |
 * | `core.missing`, `core.other-version` | the complete core is not there, or is of another version | |
 * | `browser.no-webassembly`, `browser.no-simd`, `browser.old` | this browser cannot run the core | |
 * | `browser.policy` | the page's Content-Security-Policy forbids WebAssembly | |
 *
 * @typedef {'setting.unknown' | 'setting.choice' | 'setting.range' | 'setting.too-small' | 'setting.fixed' | 'setting.heads'
 *   | 'step.too-large' | 'model.too-large' | 'model.missing'
 *   | 'text.missing' | 'text.empty' | 'text.one-character' | 'text.too-short' | 'text.part-too-short' | 'text.characters'
 *   | 'text.not-utf8' | 'text.zero-byte' | 'text.unknown-character' | 'token.range'
 *   | 'checkpoint.unreadable' | 'checkpoint.generator' | 'checkpoint.other-text' | 'checkpoint.other-model' | 'vocabulary.order'
 *   | 'merges.order' | 'merges.long' | 'merges.count' | 'vocabulary.small' | 'vocabulary.no-pairs' | 'vocabulary.large' | 'tokenizer.reversal'
 *   | 'weights.unknown' | 'attention.unknown' | 'sample.ended' | 'share.missing' | 'core.bigram-only'
 *   | 'argument.unknown' | 'argument.choice' | 'argument.range' | 'argument.shape' | 'argument.empty' | 'request.unknown'
 *   | 'memory' | 'training.diverged' | 'model.replaced' | 'text.unreadable'
 *   | 'engine.failed' | 'worker.ended' | 'worker.unreadable' | 'worker.failed' | 'worker.silent'
 *   | 'part.missing' | 'part.other-version' | 'core.missing' | 'core.other-version'
 *   | 'browser.no-webassembly' | 'browser.no-simd' | 'browser.old' | 'browser.policy'} ErrorCode
 */

/** @typedef {Record<string, string | number>} ErrorDetails */
/** @typedef {Error & { code: ErrorCode, details: ErrorDetails }} IambicError  other errors have no details */

export {}
