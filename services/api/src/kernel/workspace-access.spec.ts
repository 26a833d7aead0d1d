import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@bpmn-studio/contracts';
import type { Actor, Membership } from './actor.js';
import { workspaceOf } from './workspace-access.js';

const own: Membership = { workspaceId: '0a000000-0000-4000-8000-000000000001', name: 'Own', role: 'owner', personal: true };
const other: Membership = { workspaceId: '0a000000-0000-4000-8000-000000000002', name: 'Other', role: 'viewer', personal: false };
const actor = (...memberships: Membership[]): Actor => ({ userId: 'u', name: 'Ann', email: 'ann@example.org', administrator: false, memberships, requestId: 'r' });

describe('workspaceOf', () => {
  it('takes the personal workspace when none is named', () => {
    expect(workspaceOf(actor(own, other), undefined, 'diagram:write')).toBe(own);
  });

  it('takes the one that is named, whatever the case of its id', () => {
    expect(workspaceOf(actor(own, other), other.workspaceId.toUpperCase(), 'diagram:read')).toBe(other);
  });

  it('does not tell a foreign workspace from none', () => {
    expect(() => workspaceOf(actor(own), other.workspaceId, 'diagram:read')).toThrow('workspace.not_found');
    expect(() => workspaceOf(actor(), undefined, 'diagram:read')).toThrow('workspace.not_found');
  });

  it.each(ROLES)('lets a %s do what the role holds, and no more', (role) => {
    const tries = (permission: 'diagram:read' | 'diagram:write' | 'audit:read') => () => workspaceOf(actor({ ...own, role }), undefined, permission);
    expect(tries('diagram:read')).not.toThrow();
    if (role === 'viewer') expect(tries('diagram:write')).toThrow('auth.forbidden');
    else expect(tries('diagram:write')).not.toThrow();
    if (role === 'owner') expect(tries('audit:read')).not.toThrow();
    else expect(tries('audit:read')).toThrow('auth.forbidden');
  });

  it('refuses a permission that no role in a workspace holds', () => {
    expect(() => workspaceOf(actor(own), undefined, 'admin:operate')).toThrow('auth.forbidden');
  });
});
