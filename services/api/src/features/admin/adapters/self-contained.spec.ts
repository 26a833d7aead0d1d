import { describe, expect, it } from '@jest/globals';
import { baseScript, selfContained } from './self-contained.js';

describe('the page of the queue board', () => {
  it('asks for its own files by full path', () => {
    expect(selfContained('<script defer src="static/js/a.js"></script><link href="static/css/b.css" rel="stylesheet">', '/board')).toBe(
      '<script defer src="/board/static/js/a.js"></script><link href="/board/static/css/b.css" rel="stylesheet">',
    );
  });

  it('asks nothing of other sites', () => {
    expect(selfContained('<link href="https://fonts.example/css2?a=b&c=d" rel="stylesheet">\n<title>', '/board')).toBe('\n<title>');
  });

  it('has its base put in by a script, since the policy forbids the element', () => {
    expect(selfContained('<base href="/board/" />', '/board')).toBe('<script src="/board/base.js"></script>');
    expect(baseScript('/board')).toContain(`setAttribute('href', "/board/")`);
  });
});
