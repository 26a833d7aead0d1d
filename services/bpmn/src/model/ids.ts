/** The ids editors and engines take, and that we give: narrower than XML, since the model drops what has letters beyond ASCII. */
export const PLAIN_ID = /^[A-Za-z_][\w.-]*$/;

/** What bpmn-moddle takes for an id; an element with another one is dropped. XML allows letters of any script. */
export const MODEL_ID = /^(?:[a-z][\w.-]*:)?[a-z_][\w.-]*$/i;
