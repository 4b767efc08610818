// Which settings make a difference to the model that is chosen.

/** @param {import('../../experiment/settings.js').Property} setting @param {import('../../experiment/settings-model.js').SettingsModel} settings */
export const concerns = ({ name, attends }, { values, isBigram }) => !(attends && isBigram) && (name !== 'vocabSize' || values.tokenizer === 'bpe')
