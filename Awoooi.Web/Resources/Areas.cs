namespace Awoooi.Web.Resources;

// One marker per pair of .resx files beside this one; the name is the file name.

/// <summary>The bar, the menus and the pages of last resort.</summary>
public sealed class ShellText;

/// <summary>Words of the shared components.</summary>
public sealed class SharedText;

/// <summary>Nexus.</summary>
public sealed class NexusText;

/// <summary>The first steps of a new installation.</summary>
public sealed class FirstRunText;

/// <summary>The War Room and its cards.</summary>
public sealed class WarRoomText;

/// <summary>The terminal and its cards.</summary>
public sealed class TerminalText;

/// <summary>Signing in.</summary>
public sealed class LoginText;

/// <summary>The first account.</summary>
public sealed class SetupText;

/// <summary>Accounts and invitations.</summary>
public sealed class PeopleText;

/// <summary>Incidents.</summary>
public sealed class IncidentsText;

/// <summary>Records and the audit chain.</summary>
public sealed class RecordsText;

/// <summary>Settings of a person and of the installation.</summary>
public sealed class SettingsText;

/// <summary>Modes, limits, freezes.</summary>
public sealed class AutomationText;

/// <summary>The knowledge base.</summary>
public sealed class KnowledgeText;

/// <summary>Errors of pages and services.</summary>
public sealed class ErrorsText;
