'use client';
/** The public parts, as `SignIn.Heading`, `SignUp.Form` and so on. The drop-in components are made of these. */
import { AskStep } from './ask-step.tsx';
import { AttributeField } from './attribute-field.tsx';
import { LinkButton, QuietButton, SubmitButton } from './buttons.tsx';
import { CheckboxField } from './checkbox-field.tsx';
import { CodeField } from './code-field.tsx';
import { Field, FieldError, Hint, Input, Label, TextField } from './field.tsx';
import { Form } from './form.tsx';
import { Heading } from './heading.tsx';
import { HiddenUsername, IdentifierChip } from './identifier-chip.tsx';
import { IdentifierField } from './identifier-field.tsx';
import { ErrorBox, ErrorSummary, Message } from './messages.tsx';
import { PasswordField } from './password-field.tsx';
import { PasswordRules } from './password-rules.tsx';
import { ResendButton } from './resend-button.tsx';
import { Badge, Card, Control, Foot, LabelRow, Lead, Row } from './simple.ts';
import { Step } from './step.tsx';
import { Thread } from './thread.tsx';

/** The parts that each of `SignIn`, `SignUp` and `ResetPassword` has as members. */
export interface Parts {
  AskStep: typeof AskStep;
  AttributeField: typeof AttributeField;
  Badge: typeof Badge;
  Card: typeof Card;
  CheckboxField: typeof CheckboxField;
  CodeField: typeof CodeField;
  Control: typeof Control;
  ErrorBox: typeof ErrorBox;
  ErrorSummary: typeof ErrorSummary;
  Field: typeof Field;
  FieldError: typeof FieldError;
  Foot: typeof Foot;
  Form: typeof Form;
  Heading: typeof Heading;
  HiddenUsername: typeof HiddenUsername;
  Hint: typeof Hint;
  IdentifierChip: typeof IdentifierChip;
  IdentifierField: typeof IdentifierField;
  Input: typeof Input;
  Label: typeof Label;
  LabelRow: typeof LabelRow;
  Lead: typeof Lead;
  LinkButton: typeof LinkButton;
  Message: typeof Message;
  PasswordField: typeof PasswordField;
  PasswordRules: typeof PasswordRules;
  QuietButton: typeof QuietButton;
  ResendButton: typeof ResendButton;
  Row: typeof Row;
  Step: typeof Step;
  SubmitButton: typeof SubmitButton;
  TextField: typeof TextField;
  Thread: typeof Thread;
}

export const parts: Parts = {
  AskStep,
  AttributeField,
  Badge,
  Card,
  CheckboxField,
  CodeField,
  Control,
  ErrorBox,
  ErrorSummary,
  Field,
  FieldError,
  Foot,
  Form,
  Heading,
  HiddenUsername,
  Hint,
  IdentifierChip,
  IdentifierField,
  Input,
  Label,
  LabelRow,
  Lead,
  LinkButton,
  Message,
  PasswordField,
  PasswordRules,
  QuietButton,
  ResendButton,
  Row,
  Step,
  SubmitButton,
  TextField,
  Thread,
};
