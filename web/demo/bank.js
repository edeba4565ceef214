/** @import {PageWords} from './words.js' */

/**
 * The page of a bank that does not exist, as a dialog.
 * @param {PageWords} words
 * @returns {Promise<boolean>} whether the visitor approved
 */
export function askBank(words) {
  const dialog = document.createElement('dialog')
  dialog.className = 'bank'
  const title = document.createElement('h2')
  title.textContent = words.bankTitle
  title.id = 'bank-title'
  dialog.setAttribute('aria-labelledby', title.id)
  const text = document.createElement('p')
  text.textContent = words.bankText
  const form = document.createElement('form')
  form.method = 'dialog'
  for (const [value, label] of [
    ['refuse', words.bankRefuse],
    ['approve', words.bankApprove],
  ]) {
    const button = document.createElement('button')
    button.value = value
    button.textContent = label
    form.append(button)
  }
  dialog.append(title, text, form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((answer) => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      answer(dialog.returnValue === 'approve')
    })
  })
}
