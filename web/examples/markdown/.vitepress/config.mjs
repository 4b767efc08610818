// VitePress: Vue is told that the element is none of its own, and the head takes the script, which is in public/iambic/ with the files beside it.
export default {
  title: 'A course in Markdown',
  head: [['script', { src: '/iambic/iambic.js', defer: '' }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'iambic-trainer' } } },
}
