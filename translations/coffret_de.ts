<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Service</source>
        <extracomment>Before the name and version of the server&apos;s software</extracomment>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Before a server&apos;s address</extracomment>
        <translation>Server</translation>
    </message>
    <message>
        <source>You</source>
        <extracomment>Before the name under which the user is known to the server</extracomment>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Before the fingerprint of the user&apos;s OpenPGP key</extracomment>
        <translation>Ihr Schlüssel</translation>
    </message>
</context>
<context>
    <name>AccessPane</name>
    <message>
        <source>Sharing</source>
        <extracomment>Accessible name of the part that shows who has access</extracomment>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>Personen oder Gruppen hinzufügen</translation>
    </message>
    <message>
        <source>Who has access</source>
        <extracomment>Accessible name of the list of who has access</extracomment>
        <translation>Wer Zugriff hat</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of access that were not written yet</extracomment>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>Prüfen …</translation>
    </message>
</context>
<context>
    <name>AccessRequestSheet</name>
    <message>
        <source>Whoever decides about it reads what you write here.</source>
        <extracomment>Under the heading of the form that asks for access to a secret</extracomment>
        <translation>Wer darüber entscheidet, liest, was Sie hier schreiben.</translation>
    </message>
    <message>
        <source>Request access to “%1”</source>
        <extracomment>Heading of the form that asks for access. %1 is a secret&apos;s name</extracomment>
        <translation>Zugriff auf „%1“ anfordern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Sending…</source>
        <extracomment>Buttons below the form that asks for access: before and while it is sent</extracomment>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>Send request</source>
        <translation>Anfrage senden</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Webseite öffnen</translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>Label of the field for why access is needed</extracomment>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>1 to %1 hours. The arrow keys change it.</source>
        <extracomment>Help under the field for how long access is needed. %1 is a number of hours</extracomment>
        <translation>1 bis %1 Stunden. Die Pfeiltasten ändern den Wert.</translation>
    </message>
    <message>
        <source>Hours</source>
        <extracomment>Label of the field for how long access is needed</extracomment>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>Leave it empty for at once, or write a time, or a day and a time like %1.</source>
        <extracomment>Help under the field for when access is to begin. %1 is a moment as it can be written</extracomment>
        <translation>Für sofort leer lassen, sonst eine Uhrzeit oder Tag und Uhrzeit angeben, etwa %1.</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>Label of the field for when access is to begin</extracomment>
        <translation>Ab</translation>
    </message>
    <message>
        <source>At once</source>
        <extracomment>In the empty field for when access is to begin</extracomment>
        <translation>Sofort</translation>
    </message>
</context>
<context>
    <name>AccessRow</name>
    <message>
        <source>%2: %1</source>
        <extracomment>Accessible name of the button that offers rights. %2 is a person or group, %1 what they can do now</extracomment>
        <translation>%2: %1</translation>
    </message>
</context>
<context>
    <name>AccessSheet</name>
    <message>
        <source>Changes apply to the folder and to everything in it that is yours to share.</source>
        <extracomment>Under the heading of a folder&apos;s sharing</extracomment>
        <translation>Änderungen gelten für den Ordner und für alles darin, was Sie freigeben dürfen.</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <extracomment>Heading: %1 is the name of a folder</extracomment>
        <translation>„%1“ freigeben</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>AccountBanners</name>
    <message>
        <source>Compare…</source>
        <extracomment>Button in an error banner: compares a server&apos;s new fingerprint
----------
Button in a banner: compares the fingerprint of a new shared key</extracomment>
        <translation>Vergleichen …</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>What it encrypts can be read, but nobody vouches for it, and nothing is written with it.</source>
        <extracomment>In a banner about a new shared key</extracomment>
        <translation>Was damit verschlüsselt ist, lässt sich lesen, aber niemand bürgt dafür, und nichts wird damit geschrieben.</translation>
    </message>
    <message>
        <source>The server has a new shared key</source>
        <extracomment>Title of a banner: the server names another key for what several persons share</extracomment>
        <translation>Der Server hat einen neuen gemeinsamen Schlüssel</translation>
    </message>
    <message>
        <source>Ask an administrator to give it to you, then sync.</source>
        <extracomment>In a banner about secrets that cannot be read yet</extracomment>
        <translation>Bitten Sie die Administration, ihn für Sie freizugeben, und synchronisieren Sie dann.</translation>
    </message>
</context>
<context>
    <name>AccountButtons</name>
    <message>
        <source>Options…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>Optionen …</translation>
    </message>
    <message>
        <source>Remove…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>Entfernen …</translation>
    </message>
</context>
<context>
    <name>AccountFields</name>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the account name field</extracomment>
        <translation>Erscheint in der Seitenleiste. Bleibt das Feld leer, wird der Name des Servers verwendet.</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <extracomment>Label of the account name field</extracomment>
        <translation>Name (optional)</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <extracomment>Entry of the file type list in the certificate authority&apos;s file dialog</extracomment>
        <translation>Zertifikate (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>Only if your organisation signs its certificates itself: a PEM file, trusted for this account alone.</source>
        <extracomment>Help under the certificate authority field</extracomment>
        <translation>Nur wenn Ihre Organisation ihre Zertifikate selbst signiert: eine PEM-Datei, der nur für dieses Konto vertraut wird.</translation>
    </message>
    <message>
        <source>Certificate authority (optional)</source>
        <extracomment>Label of the certificate authority field</extracomment>
        <translation>Zertifizierungsstelle (optional)</translation>
    </message>
</context>
<context>
    <name>AccountOptionsSheet</name>
    <message>
        <source>Saving signs in to the account again. What you have checked out is treated as when Coffret locks.</source>
        <extracomment>Below the heading of the sheet for an account&apos;s options; the second for accounts that lend values</extracomment>
        <translation>Beim Speichern wird das Konto neu angemeldet. Was Sie ausgeliehen haben, wird behandelt wie beim Sperren von Coffret.</translation>
    </message>
    <message>
        <source>Saving signs in to the account again.</source>
        <translation>Beim Speichern wird das Konto neu angemeldet.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons of the sheet for an account&apos;s options</extracomment>
        <translation>Wird abgemeldet …</translation>
    </message>
    <message>
        <source>Options of “%1”</source>
        <extracomment>Heading of the sheet for an account&apos;s options. %1 is its name</extracomment>
        <translation>Optionen von „%1“</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: an account&apos;s options stay as they were</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button: keeps an account&apos;s options</extracomment>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the field for an account&apos;s name</extracomment>
        <translation>Erscheint in der Seitenleiste. Bleibt das Feld leer, wird der Name des Servers verwendet.</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for an account&apos;s name</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for an account&apos;s apps</extracomment>
        <translation>Die Kennung einer App steht im Seitenbereich ihrer Einstellungen; Namen gehen auch, wenn Ihr Token für alle Apps gilt.</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>A preference of an account whose values are lent</extracomment>
        <translation>Beim Sperren oder Beenden von Coffret zurückgeben</translation>
    </message>
</context>
<context>
    <name>AccountPopup</name>
    <message>
        <source>Accounts</source>
        <extracomment>Accessible name of the list of accounts</extracomment>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>Button below the list of accounts</extracomment>
        <translation>Konto hinzufügen …</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <extracomment>Button below the list of accounts: takes the one the keyboard is at, else the one in view, off this computer</extracomment>
        <translation>„%1“ entfernen …</translation>
    </message>
</context>
<context>
    <name>AccountRow</name>
    <message>
        <source>Ctrl+%1</source>
        <extracomment>Keys that switch to the account with this number</extracomment>
        <translation>Strg+%1</translation>
    </message>
</context>
<context>
    <name>AccountSwitcher</name>
    <message>
        <source>Switch account</source>
        <extracomment>Accessible name of the button at the top of the sidebar that lists the accounts</extracomment>
        <translation>Konto wechseln</translation>
    </message>
</context>
<context>
    <name>ActivityPane</name>
    <message>
        <source>Activity</source>
        <extracomment>Accessible name of the part that shows who did what with a secret</extracomment>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <extracomment>In place of what happened to a secret</extracomment>
        <translation>Bisher ist nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>AddFieldButton</name>
    <message>
        <source>Add field</source>
        <extracomment>Button that offers more fields for a secret</extracomment>
        <translation>Feld hinzufügen</translation>
    </message>
</context>
<context>
    <name>AgeBanner</name>
    <message>
        <source>The server cannot be reached, so it may have changed since.</source>
        <extracomment>In a banner above a secret that was kept on this computer</extracomment>
        <translation>Der Server ist nicht erreichbar; seither kann sich etwas geändert haben.</translation>
    </message>
</context>
<context>
    <name>AgentSheet</name>
    <message>
        <source>Programs of yours can sign in with it while it is there. Coffret takes it out when it locks or quits.</source>
        <extracomment>Under the heading of the sheet that puts a key into the SSH agent</extracomment>
        <translation>Ihre Programme können sich mit dem Schlüssel anmelden, solange er dort ist. Coffret entfernt ihn beim Sperren oder Beenden.</translation>
    </message>
    <message>
        <source>Add “%1” to ssh-agent</source>
        <extracomment>Heading of the sheet that puts a key into the SSH agent. %1 is a secret&apos;s name</extracomment>
        <translation>„%1“ zu ssh-agent hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that put a key into the SSH agent: before and while it is opened</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>For how long</source>
        <extracomment>Accessible name of the choice of a time</extracomment>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>At most 24 hours, should Coffret end without a chance to take it out.</source>
        <extracomment>Below the choice &quot;Until Coffret locks&quot;</extracomment>
        <translation>Höchstens 24 Stunden, falls Coffret endet, ohne den Schlüssel entfernen zu können.</translation>
    </message>
    <message>
        <source>Until Coffret locks</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>Bis Coffret gesperrt wird</translation>
    </message>
    <message>
        <source>1 hour</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>8 hours</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>8 Stunden</translation>
    </message>
    <message>
        <source>Minutes:</source>
        <extracomment>Choice of how long a key stays in the SSH agent; a number is written behind it</extracomment>
        <translation>Minuten:</translation>
    </message>
    <message>
        <source>Minutes</source>
        <extracomment>Accessible name of the field for a number of minutes</extracomment>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>The agent asks with ssh-askpass whenever a program wants to sign in; where that is not installed, every use is refused.</source>
        <extracomment>Below &quot;Confirm each use&quot;. ssh-askpass is the name of a program</extracomment>
        <translation>Der Agent fragt mit ssh-askpass nach, sobald sich ein Programm anmelden will; wo das nicht installiert ist, wird jede Verwendung abgelehnt.</translation>
    </message>
    <message>
        <source>Confirm each use</source>
        <extracomment>Check box: the SSH agent asks before each use of a key</extracomment>
        <translation>Jede Verwendung bestätigen</translation>
    </message>
</context>
<context>
    <name>AppsField</name>
    <message>
        <source>Apps, separated by commas</source>
        <extracomment>Label of the apps field</extracomment>
        <translation>Apps, durch Kommas getrennt</translation>
    </message>
</context>
<context>
    <name>AttentionTexts</name>
    <message>
        <source>The server showed an older version, or one that belongs to another secret. Do not use the value; tell whoever runs the server.</source>
        <extracomment>What to do about a secret of which the server sent something older, or something of another one.</extracomment>
        <translation>Der Server hat eine ältere Fassung geliefert oder eine, die zu einem anderen Geheimnis gehört. Verwenden Sie den Wert nicht, und informieren Sie den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>Its details are encrypted with a key that was not shared with you yet. Ask an administrator to share it.</source>
        <extracomment>What to do about a secret that waits for a shared key.</extracomment>
        <translation>Die Angaben sind mit einem Schlüssel verschlüsselt, der für Sie noch nicht freigegeben wurde. Bitten Sie die Administration um die Freigabe.</translation>
    </message>
    <message>
        <source>Name and details are placeholders. Ask the owner to save it again.</source>
        <extracomment>What to do about a secret whose details cannot be decrypted.</extracomment>
        <translation>Name und Angaben sind Platzhalter. Bitten Sie den Besitzer, das Geheimnis erneut zu speichern.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the addresses. Check them before you use the value there.</source>
        <extracomment>What to do about a secret whose details nobody vouches for.</extracomment>
        <translation>Niemand, den Sie kennen, bürgt für den Namen und die Adressen. Prüfen Sie beides, bevor Sie den Wert dort verwenden.</translation>
    </message>
    <message>
        <source>When you last opened it, nobody you know vouched for the values. Ask the owner whether they wrote them, or save them again yourself.</source>
        <extracomment>What to do about a secret whose values nobody vouches for.</extracomment>
        <translation>Als Sie es zuletzt geöffnet haben, bürgte niemand, den Sie kennen, für die Werte. Fragen Sie den Besitzer, ob sie von ihm stammen, oder speichern Sie sie selbst noch einmal.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name of one of its tags. Do not rely on that tag.</source>
        <extracomment>What to do about a secret with a tag that nobody vouches for.</extracomment>
        <translation>Niemand, den Sie kennen, bürgt für den Namen eines seiner Schlagwörter. Verlassen Sie sich nicht darauf.</translation>
    </message>
    <message>
        <source>It can be read and copied as it is, but not changed here.</source>
        <extracomment>What to do about a secret of a type this version does not know.</extracomment>
        <translation>Es lässt sich lesen und kopieren, wie es ist, aber hier nicht ändern.</translation>
    </message>
    <message>
        <source>Nothing is kept in it. Edit it to give it a value.</source>
        <extracomment>What to do about a secret without any value.</extracomment>
        <translation>Es enthält nichts. Bearbeiten Sie es, um einen Wert einzutragen.</translation>
    </message>
    <message>
        <source>What the server sent as this folder&apos;s name belongs elsewhere</source>
        <extracomment>Why a folder&apos;s name deserves a second look: the server sent something else in its place.</extracomment>
        <translation>Was der Server als Namen dieses Ordners geliefert hat, gehört woandershin</translation>
    </message>
    <message>
        <source>This folder&apos;s name waits for the shared key</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>Der Name dieses Ordners wartet auf den gemeinsamen Schlüssel</translation>
    </message>
    <message>
        <source>This folder&apos;s name cannot be decrypted</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>Der Name dieses Ordners lässt sich nicht entschlüsseln</translation>
    </message>
    <message>
        <source>Nobody you know vouches for this folder&apos;s name</source>
        <extracomment>Why a folder&apos;s name deserves a second look.</extracomment>
        <translation>Niemand, den Sie kennen, bürgt für den Namen dieses Ordners</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>If this computer breaks or you forget the passphrase, everything encrypted for you is lost. Keep a copy where only you can get at it.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>Wenn dieser Rechner ausfällt oder Sie die Passphrase vergessen, ist alles verloren, was für Sie verschlüsselt ist. Bewahren Sie eine Kopie auf, an die nur Sie herankommen.</translation>
    </message>
    <message>
        <source>Recovery kit saved. Move it off this computer.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>Wiederherstellungs-Kit gespeichert. Bewahren Sie es außerhalb dieses Rechners auf.</translation>
    </message>
    <message>
        <source>Your new key exists only here</source>
        <translation>Ihr neuer Schlüssel existiert nur hier</translation>
    </message>
    <message>
        <source>OpenPGP keys (*.asc)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>OpenPGP-Schlüssel (*.asc)</translation>
    </message>
    <message>
        <source>The private key, locked with its passphrase; gpg asks for that once more. Only you can read the file.</source>
        <extracomment>Help under the field for the recovery kit&apos;s file</extracomment>
        <translation>Der private Schlüssel, mit seiner Passphrase gesichert; gpg fragt noch einmal danach. Nur Sie können die Datei lesen.</translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <extracomment>Label of the field for the recovery kit&apos;s file</extracomment>
        <translation>Wiederherstellungs-Kit</translation>
    </message>
    <message>
        <source>Save a recovery kit</source>
        <extracomment>Button that writes the recovery kit</extracomment>
        <translation>Wiederherstellungs-Kit speichern</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <extracomment>Name of the button that closes an error banner</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Hide details</source>
        <extracomment>Button that unfolds or folds the technical details of an error</extracomment>
        <translation>Details ausblenden</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>BeginningSettings</name>
    <message>
        <source>You can change this at any time in the settings.</source>
        <extracomment>Below a few settings on a setup screen</extracomment>
        <translation>Sie können dies jederzeit in den Einstellungen ändern.</translation>
    </message>
</context>
<context>
    <name>BulkPane</name>
    <message>
        <source>Chosen secrets</source>
        <extracomment>Accessible name of the part that works on several secrets</extracomment>
        <translation>Ausgewählte Geheimnisse</translation>
    </message>
    <message>
        <source>What you do here is done to all of them.</source>
        <extracomment>Below how many secrets are chosen</extracomment>
        <translation>Was Sie hier tun, gilt für alle davon.</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Button: gives people access to several secrets</extracomment>
        <translation>Freigeben …</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Button: moves several secrets</extracomment>
        <translation>Verschieben …</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <extracomment>Button: gives several secrets a star</extracomment>
        <translation>Zu Favoriten hinzufügen</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <extracomment>Button: takes the star of several secrets away</extracomment>
        <translation>Aus Favoriten entfernen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Button: deletes several secrets after a question</extracomment>
        <translation>Löschen …</translation>
    </message>
</context>
<context>
    <name>BulkShareSheet</name>
    <message>
        <source>They get access to all of them. Who has access already keeps it, with the greater of two rights.</source>
        <extracomment>Under the heading of a question who gets access to several secrets</extracomment>
        <translation>Wer hier steht, erhält Zugriff auf alle. Wer schon Zugriff hat, behält ihn, mit dem höheren der beiden Rechte.</translation>
    </message>
    <message>
        <source>Add somebody first.</source>
        <extracomment>Beside a button that cannot be pressed before people or groups were added</extracomment>
        <translation>Fügen Sie zuerst jemanden hinzu.</translation>
    </message>
    <message>
        <source>Share: %1</source>
        <extracomment>Heading. %1 is for example &quot;3 secrets chosen&quot;</extracomment>
        <translation>Freigeben: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>Prüfen …</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>Personen oder Gruppen hinzufügen</translation>
    </message>
    <message>
        <source>Who gets access</source>
        <extracomment>Accessible name of the list of who gets access</extracomment>
        <translation>Wer Zugriff erhält</translation>
    </message>
</context>
<context>
    <name>CertificateBody</name>
    <message>
        <source>Issued by</source>
        <extracomment>Label of the name of who signed a certificate</extracomment>
        <translation>Ausgestellt von</translation>
    </message>
    <message>
        <source>Hide fingerprints and chain</source>
        <extracomment>Button that unfolds or folds the fingerprints, the chain and so on of a certificate</extracomment>
        <translation>Fingerabdrücke und Kette ausblenden</translation>
    </message>
    <message>
        <source>Fingerprints and chain</source>
        <translation>Fingerabdrücke und Kette</translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>Label of the kind and size of a certificate&apos;s key</extracomment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Signature</source>
        <extracomment>Label of the way a certificate was signed</extracomment>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Serial number</source>
        <extracomment>Label of the serial number of a certificate</extracomment>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Chain</source>
        <extracomment>Label above the certificates of a chain</extracomment>
        <translation>Kette</translation>
    </message>
    <message>
        <source>Chain of certificates</source>
        <extracomment>Accessible name of the list of certificates that signed each other</extracomment>
        <translation>Zertifikatskette</translation>
    </message>
</context>
<context>
    <name>CertificateFindings</name>
    <message>
        <source>A server cannot use them together. Look for the key it was asked for with.</source>
        <extracomment>What to do about a private key of another certificate.</extracomment>
        <translation>Ein Server kann beide nicht zusammen verwenden. Suchen Sie den Schlüssel, mit dem das Zertifikat beantragt wurde.</translation>
    </message>
    <message>
        <source>The private key does not belong to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>Der private Schlüssel gehört nicht zu diesem Zertifikat.</translation>
    </message>
    <message>
        <source>The private key is that of “%1”, further up the chain.</source>
        <extracomment>About a certificate and the private key beside it. %1 is another certificate&apos;s name.</extracomment>
        <translation>Der private Schlüssel ist der von „%1“, weiter oben in der Kette.</translation>
    </message>
    <message>
        <source>The private key belongs to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>Der private Schlüssel gehört zu diesem Zertifikat.</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Der private Schlüssel ist mit einer Passphrase geschützt.</translation>
    </message>
    <message>
        <source>With the passphrase beside it, it is compared with the certificate.</source>
        <extracomment>What to do about a protected private key.</extracomment>
        <translation>Steht die Passphrase daneben, wird er mit dem Zertifikat verglichen.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Die Passphrase öffnet den privaten Schlüssel nicht.</translation>
    </message>
    <message>
        <source>The private key cannot be read.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Der private Schlüssel lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Take all of its text, from the line BEGIN PRIVATE KEY to the line END PRIVATE KEY.</source>
        <extracomment>What to do about a text that is no private key. BEGIN … and END … are lines of such a text.</extracomment>
        <translation>Übernehmen Sie den ganzen Text, von der Zeile BEGIN PRIVATE KEY bis zur Zeile END PRIVATE KEY.</translation>
    </message>
    <message>
        <source>A private key of this kind cannot be checked here.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Ein privater Schlüssel dieser Art lässt sich hier nicht prüfen.</translation>
    </message>
    <message>
        <source>“%1” has the name of the issuer, but did not sign “%2”.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>„%1“ trägt den Namen des Ausstellers, hat „%2“ aber nicht signiert.</translation>
    </message>
    <message>
        <source>It may be an older or newer certificate of the same authority.</source>
        <extracomment>What to do about an issuer that did not sign.</extracomment>
        <translation>Es könnte ein älteres oder neueres Zertifikat derselben Zertifizierungsstelle sein.</translation>
    </message>
    <message>
        <source>“%1” signed “%2”, but is not meant to sign others.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>„%1“ hat „%2“ signiert, ist aber nicht dafür bestimmt, andere zu signieren.</translation>
    </message>
    <message>
        <source>The signature of “%1” cannot be checked here.</source>
        <extracomment>About a chain of certificates. %1 is the name of one.</extracomment>
        <translation>Die Signatur von „%1“ lässt sich hier nicht prüfen.</translation>
    </message>
    <message>
        <source>It has signed itself.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Es hat sich selbst signiert.</translation>
    </message>
    <message>
        <source>Programs trust it only where somebody told them to.</source>
        <extracomment>What it means that a certificate has signed itself.</extracomment>
        <translation>Programme vertrauen ihm nur dort, wo jemand das so festgelegt hat.</translation>
    </message>
    <message>
        <source>The chain is complete, up to “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of its last one.</extracomment>
        <translation>Die Kette ist vollständig, bis zu „%1“.</translation>
    </message>
    <message>
        <source>The certificate of its issuer, “%1”, is missing.</source>
        <extracomment>About a certificate that came without its chain. %1 is the issuer&apos;s name.</extracomment>
        <translation>Das Zertifikat des Ausstellers, „%1“, fehlt.</translation>
    </message>
    <message>
        <source>Servers usually need it. The issuer offers it as the chain or bundle.</source>
        <extracomment>What to do about a missing issuer.</extracomment>
        <translation>Server brauchen es meist. Der Aussteller bietet es als Kette („chain“ oder „bundle“) an.</translation>
    </message>
    <message>
        <source>The chain ends below “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer that is not part of it.</extracomment>
        <translation>Die Kette endet unterhalb von „%1“.</translation>
    </message>
    <message>
        <source>That is fine when it is a root: programs have those themselves.</source>
        <extracomment>What it means that a chain ends there.</extracomment>
        <translation>Ist das ein Stammzertifikat, ist das in Ordnung: Programme haben diese selbst.</translation>
    </message>
    <message>
        <source>The certificates are out of order.</source>
        <extracomment>About a chain of certificates.</extracomment>
        <translation>Die Zertifikate stehen nicht in der richtigen Reihenfolge.</translation>
    </message>
    <message>
        <source>First comes the certificate itself, then the issuer of each.</source>
        <extracomment>What the order of certificates is.</extracomment>
        <translation>Zuerst kommt das Zertifikat selbst, dann jeweils der Aussteller.</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) here belong to none of the others.</source>
        <extracomment>About several certificates in one text. %n is how many are no part of the chain.</extracomment>
        <translation>
            <numerusform>%n Zertifikat hier gehört zu keinem der anderen.</numerusform>
            <numerusform>%n Zertifikate hier gehören zu keinem der anderen.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer, %2 a sentence such as &quot;Expires tomorrow&quot;.</extracomment>
        <translation>„%1“: %2</translation>
    </message>
    <message>
        <source>Its key or its signature is too weak for today.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Der Schlüssel oder die Signatur ist nach heutigem Stand zu schwach.</translation>
    </message>
    <message>
        <source>MD5, SHA-1 and RSA keys below 2048 bits are refused by most programs.</source>
        <extracomment>What it means that a certificate is weak: MD5 and SHA-1 are ways to sign.</extracomment>
        <translation>MD5, SHA-1 und RSA-Schlüssel unter 2048 Bit werden von den meisten Programmen abgelehnt.</translation>
    </message>
    <message>
        <source>The names it is for cannot be read.</source>
        <extracomment>About a certificate: the names of the hosts it is for.</extracomment>
        <translation>Die Namen, für die es gilt, lassen sich nicht lesen.</translation>
    </message>
    <message>
        <source>It is an authority: it may sign other certificates.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Es ist eine Zertifizierungsstelle: Sie darf andere Zertifikate signieren.</translation>
    </message>
    <message>
        <source>Not part of the chain</source>
        <extracomment>Below a certificate in a list: it is not part of the chain.</extracomment>
        <translation>Nicht Teil der Kette</translation>
    </message>
    <message>
        <source>Did not sign the one before it</source>
        <extracomment>Below a certificate in a list: the issuer of the one before it.</extracomment>
        <translation>Hat das Zertifikat davor nicht signiert</translation>
    </message>
</context>
<context>
    <name>CertificateHelper</name>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.p12 *.pfx)</source>
        <extracomment>Entry of the file type list in a certificate&apos;s file dialog</extracomment>
        <translation>Zertifikate (*.pem *.crt *.cer *.der *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>PEM, DER or PKCS#12, with its chain and key. Dropping it on the form works too.</source>
        <extracomment>Help under the field for a certificate&apos;s file</extracomment>
        <translation>PEM, DER oder PKCS#12, mit Kette und Schlüssel. Sie können die Datei auch auf dem Formular ablegen.</translation>
    </message>
    <message>
        <source>From a file</source>
        <extracomment>Label of the field for a certificate&apos;s file</extracomment>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>Put in order</source>
        <extracomment>Button: sorts the certificates of a chain</extracomment>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>Expires with the certificate, %1</source>
        <extracomment>Button: the secret expires on the day its certificate does. %1 is that day, such as 2027-03-31</extracomment>
        <translation>Mit dem Zertifikat ablaufen lassen: %1</translation>
    </message>
</context>
<context>
    <name>CertificateLine</name>
    <message>
        <source>%1: %2</source>
        <extracomment>What a screen reader says of a part of a certificate. %1 is its label, such as Issuer, %2 what it says</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>CertificatePassword</name>
    <message>
        <source>Password of %1</source>
        <extracomment>Label of the field for a file&apos;s password. %1 is the file&apos;s name</extracomment>
        <translation>Passwort von %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a file with the password beside it</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: does without a file that has a password</extracomment>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>CertificateTexts</name>
    <message>
        <source>This is not a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>Das ist kein Zertifikat.</translation>
    </message>
    <message>
        <source>It should have a line BEGIN CERTIFICATE, or be a file in DER or PKCS#12.</source>
        <extracomment>What a certificate looks like. BEGIN CERTIFICATE is a line of it.</extracomment>
        <translation>Es sollte eine Zeile BEGIN CERTIFICATE haben oder eine Datei im Format DER oder PKCS#12 sein.</translation>
    </message>
    <message>
        <source>This is a request for a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>Das ist eine Zertifikatsanforderung.</translation>
    </message>
    <message>
        <source>Send it to the authority; the certificate is what comes back.</source>
        <extracomment>What to do about a request in the place of a certificate.</extracomment>
        <translation>Senden Sie sie an die Zertifizierungsstelle; von dort kommt das Zertifikat zurück.</translation>
    </message>
    <message>
        <source>This is a private key without its certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>Das ist ein privater Schlüssel ohne sein Zertifikat.</translation>
    </message>
    <message>
        <source>The certificate is damaged.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>Das Zertifikat ist beschädigt.</translation>
    </message>
    <message>
        <source>A part is missing or altered. Take it anew, from BEGIN to END.</source>
        <extracomment>What to do about a damaged certificate. BEGIN and END are lines of it.</extracomment>
        <translation>Ein Teil fehlt oder wurde verändert. Übernehmen Sie es noch einmal, von BEGIN bis END.</translation>
    </message>
    <message>
        <source>There is more here than a chain of certificates.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>Hier steht mehr als eine Zertifikatskette.</translation>
    </message>
    <message>
        <source>Up to 32 certificates are read, of 64 KiB each.</source>
        <extracomment>What the limits are.</extracomment>
        <translation>Gelesen werden bis zu 32 Zertifikate mit je 64 KiB.</translation>
    </message>
    <message>
        <source>The file is protected by a password.</source>
        <extracomment>About a file.</extracomment>
        <translation>Die Datei ist mit einem Passwort geschützt.</translation>
    </message>
    <message>
        <source>The password does not open the file.</source>
        <extracomment>About a file.</extracomment>
        <translation>Das Passwort öffnet die Datei nicht.</translation>
    </message>
    <message>
        <source>The file is protected in a way that is not supported.</source>
        <extracomment>About a file.</extracomment>
        <translation>Die Datei ist auf eine Weise geschützt, die nicht unterstützt wird.</translation>
    </message>
    <message>
        <source>Export it again with another program, or as PEM.</source>
        <extracomment>What to do about such a file.</extracomment>
        <translation>Exportieren Sie sie noch einmal mit einem anderen Programm oder als PEM.</translation>
    </message>
    <message>
        <source>Not valid before %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Erst ab %1 gültig</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Gültig bis %1</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Abgelaufen am %1</translation>
    </message>
    <message>
        <source>Its dates cannot be read</source>
        <extracomment>About a certificate: the times between which it is valid make no sense.</extracomment>
        <translation>Gültigkeitsdauer nicht lesbar</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A day, as Qt&apos;s date formats write it: 3 Mar 2027.</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n bits</source>
        <extracomment>A kind of key and its size. %1 is the kind, such as RSA; %n the size.</extracomment>
        <translation>
            <numerusform>%1, %n Bit</numerusform>
            <numerusform>%1, %n Bit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChainRow</name>
    <message>
        <source>%1: %3, %2</source>
        <extracomment>What a screen reader says of a certificate in a chain. %1 is its place, %2 a sentence about it, %3 its name</extracomment>
        <translation>%1: %3, %2</translation>
    </message>
</context>
<context>
    <name>CharacterOptions</name>
    <message>
        <source>Length</source>
        <extracomment>Label: how many characters a new password has</extracomment>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Label above the kinds of characters a new password is made of</extracomment>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>No 0 O 1 I l or |, for passwords that are read out or typed.</source>
        <extracomment>Below the choice to leave out look-alikes; the characters are examples</extracomment>
        <translation>Ohne 0 O 1 I l und |, für Passwörter, die vorgelesen oder abgetippt werden.</translation>
    </message>
    <message>
        <source>Leave out look-alikes</source>
        <extracomment>A choice for new passwords: characters that are easily taken for each other</extracomment>
        <translation>Ähnliche Zeichen weglassen</translation>
    </message>
</context>
<context>
    <name>CheckOutCard</name>
    <message>
        <source>Check-out</source>
        <extracomment>Accessible name of the part that says whether a secret is checked out</extracomment>
        <translation>Ausleihe</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Webseite öffnen</translation>
    </message>
    <message>
        <source>Request access…</source>
        <extracomment>Button: opens the form that asks for access to a secret</extracomment>
        <translation>Zugriff anfordern …</translation>
    </message>
    <message>
        <source>Check out</source>
        <extracomment>Button: takes a lent secret for oneself</extracomment>
        <translation>Ausleihen</translation>
    </message>
    <message>
        <source>Give back</source>
        <extracomment>Button: gives a lent secret back before its time is over</extracomment>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Look again</source>
        <extracomment>Button: asks the server whether somebody has decided meanwhile</extracomment>
        <translation>Erneut nachsehen</translation>
    </message>
</context>
<context>
    <name>CheckOutTexts</name>
    <message>
        <source>Only one person can have it at a time.</source>
        <extracomment>Below the state of a secret whose value is lent.</extracomment>
        <translation>Nur eine Person kann es zur selben Zeit haben.</translation>
    </message>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>State of a secret whose value is lent, then what to do.</extracomment>
        <translation>Der Zugriff muss erst genehmigt werden</translation>
    </message>
    <message>
        <source>Ask for it and say why. Somebody decides, then you can see the value.</source>
        <translation>Fordern Sie ihn mit einer Begründung an. Nach der Genehmigung können Sie den Wert sehen.</translation>
    </message>
    <message>
        <source>Available to check out</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Kann ausgeliehen werden</translation>
    </message>
    <message>
        <source>Approved from %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Genehmigt ab %1</translation>
    </message>
    <message>
        <source>It can be seen from then on until %1.</source>
        <extracomment>Below the state above. %1 is a moment.</extracomment>
        <translation>Es ist von da an bis %1 zu sehen.</translation>
    </message>
    <message>
        <source>Access is approved</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Der Zugriff ist genehmigt</translation>
    </message>
    <message>
        <source>You can see its value.</source>
        <translation>Sie können den Wert sehen.</translation>
    </message>
    <message>
        <source>Shared with you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.
----------
In a list. %1 is a moment.</extracomment>
        <translation>Für Sie freigegeben bis %1</translation>
    </message>
    <message>
        <source>You can see its value until then.</source>
        <translation>Bis dahin können Sie den Wert sehen.</translation>
    </message>
    <message>
        <source>Checked out by you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Von Ihnen ausgeliehen bis %1</translation>
    </message>
    <message>
        <source>Checked out by you</source>
        <extracomment>State of a secret whose value is lent.
----------
In a list: the user has it checked out.</extracomment>
        <translation>Von Ihnen ausgeliehen</translation>
    </message>
    <message>
        <source>Not from here, so locking does not give it back.</source>
        <extracomment>Below the state above: another program did it.</extracomment>
        <translation>Nicht von hier aus; beim Sperren wird es daher nicht zurückgegeben.</translation>
    </message>
    <message>
        <source>It could not be given back the last time. Try again.</source>
        <extracomment>Below the state above: the server could not be told that it is given back.</extracomment>
        <translation>Beim letzten Mal ließ es sich nicht zurückgeben. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Your access was taken back</source>
        <extracomment>State of a secret whose value is lent: somebody ended it.</extracomment>
        <translation>Ihr Zugriff wurde entzogen</translation>
    </message>
    <message>
        <source>Its value is no longer shown.</source>
        <translation>Der Wert wird nicht mehr angezeigt.</translation>
    </message>
    <message>
        <source>Your access ended at %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Ihr Zugriff ist abgelaufen: %1</translation>
    </message>
    <message>
        <source>Your access has ended</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Ihr Zugriff ist abgelaufen</translation>
    </message>
    <message>
        <source>Access requested</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Zugriff angefordert</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>Noch hat niemand entschieden.</translation>
    </message>
    <message>
        <source>Nobody has decided yet. You wrote: %1</source>
        <translation>Noch hat niemand entschieden. Sie schrieben: %1</translation>
    </message>
    <message>
        <source>Your request was turned down</source>
        <extracomment>State of a secret whose value is lent, then what was answered.</extracomment>
        <translation>Ihre Anfrage wurde abgelehnt</translation>
    </message>
    <message>
        <source>No reason was given.</source>
        <translation>Eine Begründung wurde nicht angegeben.</translation>
    </message>
    <message>
        <source>You gave it back</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Sie haben es zurückgegeben</translation>
    </message>
    <message>
        <source>Somebody else has it</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Jemand anders hat es</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>%1 hat es</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>Nur eine Person kann es zur selben Zeit haben. Versuchen Sie es wieder, wenn es zurückgegeben wurde.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>Countdown. %1 is minutes and seconds, for example &quot;4:32&quot;.</extracomment>
        <translation>noch %1</translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <extracomment>Countdown in minutes.</extracomment>
        <translation>
            <numerusform>noch %n Min.</numerusform>
            <numerusform>noch %n Min.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <extracomment>Countdown. %1 is hours, %2 minutes.</extracomment>
        <translation>noch %1 Std. %2 Min.</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A moment. %1 is a day, %2 a time of day.</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Checked out, %1</source>
        <extracomment>In a list: the user has it checked out. %1 is how long still, for example &quot;43 min left&quot;.</extracomment>
        <translation>Ausgeliehen, %1</translation>
    </message>
    <message>
        <source>No longer shared with you</source>
        <extracomment>In a list: the time for which it was shared with the user is over.</extracomment>
        <translation>Nicht mehr für Sie freigegeben</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) checked out</source>
        <extracomment>In the tray. %n is how many secrets the user has at present.</extracomment>
        <translation>
            <numerusform>%n Geheimnis ausgeliehen</numerusform>
            <numerusform>%n Geheimnisse ausgeliehen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <extracomment>%1 is the sentence above for one secret, %2 a moment.</extracomment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1, the first until %2</source>
        <extracomment>%1 is the sentence above for several secrets, %2 a moment.</extracomment>
        <translation>%1, das erste bis %2</translation>
    </message>
    <message>
        <source>This server takes no requests from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Dieser Server nimmt von hier keine Anfragen an.</translation>
    </message>
    <message>
        <source>Ask for access on its web page, then look again.</source>
        <translation>Fordern Sie den Zugriff auf seiner Webseite an, und sehen Sie dann erneut nach.</translation>
    </message>
    <message>
        <source>This server lets nothing be checked out from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Bei diesem Server lässt sich von hier nichts ausleihen.</translation>
    </message>
    <message>
        <source>Check the secret out on its web page, then look again.</source>
        <translation>Leihen Sie das Geheimnis auf seiner Webseite aus, und sehen Sie dann erneut nach.</translation>
    </message>
    <message>
        <source>This server takes nothing back from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Dieser Server nimmt von hier nichts zurück.</translation>
    </message>
    <message>
        <source>Give the secret back on its web page.</source>
        <translation>Geben Sie das Geheimnis auf seiner Webseite zurück.</translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>Secrets stay on your server. Coffret opens one only when you ask for it.</source>
        <extracomment>Sentence under the heading of the first screen</extracomment>
        <translation>Geheimnisse bleiben auf Ihrem Server. Coffret öffnet eines nur, wenn Sie es verlangen.</translation>
    </message>
    <message>
        <source>Where are your secrets?</source>
        <extracomment>Heading of the first screen</extracomment>
        <translation>Wo liegen Ihre Geheimnisse?</translation>
    </message>
    <message>
        <source>Server address and your OpenPGP key</source>
        <extracomment>What is needed to sign in to Passbolt</extracomment>
        <translation>Serveradresse und Ihr OpenPGP-Schlüssel</translation>
    </message>
    <message>
        <source>Passbolt</source>
        <extracomment>Name of the service Passbolt</extracomment>
        <translation>Passbolt</translation>
    </message>
    <message>
        <source>Appliance address and an access token</source>
        <extracomment>What is needed to sign in to Fudo Enterprise</extracomment>
        <translation>Adresse der Appliance und ein Zugriffstoken</translation>
    </message>
    <message>
        <source>Fudo Enterprise</source>
        <extracomment>Name of the service Fudo Enterprise UAG</extracomment>
        <translation>Fudo Enterprise</translation>
    </message>
    <message>
        <source>Access tokens and the apps to show</source>
        <extracomment>What is needed to sign in to CommandK</extracomment>
        <translation>Zugriffstoken und die Apps, die angezeigt werden sollen</translation>
    </message>
    <message>
        <source>CommandK</source>
        <extracomment>Name of the service CommandK</extracomment>
        <translation>CommandK</translation>
    </message>
    <message>
        <source>Invited to Passbolt?</source>
        <extracomment>Beside the buttons for what a Passbolt server hands out</extracomment>
        <translation>Zu Passbolt eingeladen?</translation>
    </message>
    <message>
        <source>Use an account kit</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Konto-Kit verwenden</translation>
    </message>
    <message>
        <source>Paste a link from an e-mail</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Link aus einer E-Mail einfügen</translation>
    </message>
    <message>
        <source>Nothing to sign in to yet? The demo vault runs on this computer and leaves nothing behind.</source>
        <extracomment>Beside the button that starts the demo vault</extracomment>
        <translation>Noch nichts zum Anmelden? Der Demo-Tresor läuft auf diesem Rechner und hinterlässt nichts.</translation>
    </message>
    <message>
        <source>Try the demo vault</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Demo-Tresor ausprobieren</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Start on an embedded demo vault; nothing is kept.</source>
        <translation>Mit einem eingebauten Demo-Tresor starten; nichts davon bleibt erhalten.</translation>
    </message>
    <message>
        <source>Show the quick lookup.</source>
        <translation>Die Schnellsuche anzeigen.</translation>
    </message>
    <message>
        <source>Start in the system tray.</source>
        <translation>Im Systemabschnitt der Kontrollleiste starten.</translation>
    </message>
    <message>
        <source>Tour the program by itself, save pictures to &lt;folder&gt;, quit.</source>
        <translation>Das Programm selbsttätig durchlaufen, Bilder in &lt;Ordner&gt; speichern, beenden.</translation>
    </message>
    <message>
        <source>With --demo: hide revealed values after &lt;seconds&gt;.</source>
        <translation>Mit --demo: angezeigte Werte nach &lt;Sekunden&gt; verbergen.</translation>
    </message>
    <message>
        <source>With --demo: clear the clipboard after &lt;seconds&gt;.</source>
        <translation>Mit --demo: die Zwischenablage nach &lt;Sekunden&gt; leeren.</translation>
    </message>
    <message>
        <source>Desktop password manager for team vaults</source>
        <translation>Desktop-Passwortverwaltung für Team-Tresore</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>Diese Hilfe ausgeben und beenden.</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>Unerwartetes Argument: %1</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Show every control in every state, for developers.</source>
        <translation>Alle Bedienelemente in allen Zuständen anzeigen, für die Entwicklung.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Speak &lt;code&gt;, for example de; en-XA and ar-XB show what a translation would do to the interface.</source>
        <translation>In der Sprache &lt;Code&gt; starten, zum Beispiel de; en-XA und ar-XB zeigen, was eine Übersetzung mit der Oberfläche macht.</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Use the settings and keys called &lt;name&gt;, or those in a folder where there is a slash in it.</source>
        <translation>Die Einstellungen und Schlüssel namens &lt;Name&gt; verwenden, oder die in einem Ordner, falls ein Schrägstrich darin vorkommt.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Show the window, of the program that runs.</source>
        <translation>Das Fenster des laufenden Programms anzeigen.</translation>
    </message>
    <message>
        <source>Lock the program that runs; where none does, nothing happens.</source>
        <translation>Das laufende Programm sperren; läuft keines, geschieht nichts.</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <translation>Kein Name für ein Profil: %1</translation>
    </message>
    <message>
        <source>Commands for the running program: get, list, otp and exec. &quot;%1 get --help&quot; says more.</source>
        <translation>Befehle für das laufende Programm: get, list, otp und exec. „%1 get --help“ sagt mehr.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <extracomment>Name of the command palette</extracomment>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Command or place</source>
        <extracomment>Name of the field in the command palette</extracomment>
        <translation>Befehl oder Ort</translation>
    </message>
    <message>
        <source>What to do, or where to go</source>
        <extracomment>In the empty field of the command palette</extracomment>
        <translation>Was tun oder wohin gehen?</translation>
    </message>
</context>
<context>
    <name>CommentRow</name>
    <message>
        <source>Answer %1</source>
        <extracomment>Name of the button on a comment. %1 is its author</extracomment>
        <translation>%1 antworten</translation>
    </message>
    <message>
        <source>Change comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>Kommentar ändern</translation>
    </message>
    <message>
        <source>Delete comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>Kommentar löschen</translation>
    </message>
    <message>
        <source>Delete this comment?</source>
        <extracomment>Question before a comment is deleted</extracomment>
        <translation>Diesen Kommentar löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>CommentsPane</name>
    <message>
        <source>Comments</source>
        <extracomment>Accessible name of the part that shows what people say about a secret</extracomment>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Comments are not encrypted: never write a password here.</source>
        <extracomment>Above the comments on a secret</extracomment>
        <translation>Kommentare sind nicht verschlüsselt: Schreiben Sie hier nie ein Passwort hinein.</translation>
    </message>
    <message>
        <source>Nobody has said anything yet.</source>
        <extracomment>In place of comments on a secret</extracomment>
        <translation>Noch hat niemand etwas geschrieben.</translation>
    </message>
    <message>
        <source>Give up</source>
        <extracomment>Name of the button that gives up an answer or a change of a comment</extracomment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <extracomment>Label of the field for a comment</extracomment>
        <translation>Kommentar schreiben</translation>
    </message>
    <message>
        <source>Save comment</source>
        <extracomment>Button: sends a comment, or the change of one</extracomment>
        <translation>Kommentar speichern</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentieren</translation>
    </message>
</context>
<context>
    <name>ComparisonGrid</name>
    <message>
        <source>Names and environments</source>
        <extracomment>Accessible name of the grid of names and environments</extracomment>
        <translation>Namen und Umgebungen</translation>
    </message>
</context>
<context>
    <name>ComparisonSheet</name>
    <message>
        <source>Comparing values fetches all of them. None is shown or kept.</source>
        <extracomment>Below a comparison, beside the button that compares values</extracomment>
        <translation>Zum Vergleichen werden alle Werte abgerufen. Keiner wird angezeigt oder aufbewahrt.</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Compare again</source>
        <extracomment>Buttons: find out which environments hold the same values, for the first time or once more</extracomment>
        <translation>Erneut vergleichen</translation>
    </message>
    <message>
        <source>Compare values</source>
        <translation>Werte vergleichen</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Find a name</source>
        <extracomment>Label of the field that narrows a comparison</extracomment>
        <translation>Namen suchen</translation>
    </message>
    <message>
        <source>Only differences</source>
        <extracomment>Check box: leaves out names that are the same everywhere</extracomment>
        <translation>Nur Unterschiede</translation>
    </message>
    <message>
        <source>Looking at the environments…</source>
        <extracomment>In place of a comparison, while it is made</extracomment>
        <translation>Umgebungen werden durchgesehen …</translation>
    </message>
</context>
<context>
    <name>ConfirmCopyBar</name>
    <message>
        <source>Copy anyway</source>
        <extracomment>Button: copies a value whose signature is missing or not expected</extracomment>
        <translation>Trotzdem kopieren</translation>
    </message>
    <message>
        <source>Do not copy</source>
        <extracomment>Button: does not copy</extracomment>
        <translation>Nicht kopieren</translation>
    </message>
</context>
<context>
    <name>ConflictHeading</name>
    <message>
        <source>Yours, not saved</source>
        <extracomment>Above a column: the version in the form</extracomment>
        <translation>Ihre Fassung, nicht gespeichert</translation>
    </message>
    <message>
        <source>On the server</source>
        <extracomment>Above a column: the version on the server</extracomment>
        <translation>Auf dem Server</translation>
    </message>
</context>
<context>
    <name>ConflictRow</name>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a difference between two versions. %1 is the field&apos;s label</extracomment>
        <translation>%1 verbergen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
</context>
<context>
    <name>ConflictSide</name>
    <message>
        <source>empty</source>
        <extracomment>In place of a value that one of two versions does not have</extracomment>
        <translation>leer</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Somebody else saved first</source>
        <extracomment>Heading: somebody else saved the same secret meanwhile</extracomment>
        <translation>Jemand anders hat zuerst gespeichert</translation>
    </message>
    <message>
        <source>“%1” was changed on the server after you began. Nothing of yours was saved yet, and nothing is lost. This is what differs:</source>
        <extracomment>Under the heading. %1 is the name of a secret</extracomment>
        <translation>„%1“ wurde auf dem Server geändert, nachdem Sie begonnen hatten. Von Ihnen wurde noch nichts gespeichert, und nichts ist verloren. Darin unterscheiden sich die Fassungen:</translation>
    </message>
    <message>
        <source>Both versions read the same.</source>
        <extracomment>In place of the differences between two versions</extracomment>
        <translation>Beide Fassungen lauten gleich.</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <extracomment>Button: saves the user&apos;s version over the one on the server</extracomment>
        <translation>Mit meiner Fassung überschreiben</translation>
    </message>
    <message>
        <source>Take the server&apos;s version</source>
        <extracomment>Button: gives up the user&apos;s version</extracomment>
        <translation>Fassung des Servers übernehmen</translation>
    </message>
    <message>
        <source>Back to writing</source>
        <extracomment>Button: back to the form</extracomment>
        <translation>Weiter bearbeiten</translation>
    </message>
</context>
<context>
    <name>ControlCommand</name>
    <message>
        <source>Coffret is not running.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret läuft nicht.</translation>
    </message>
    <message>
        <source>Coffret did not answer in time.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The Coffret that runs is of another version. Start it again.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Das laufende Coffret hat eine andere Version. Starten Sie es neu.</translation>
    </message>
    <message>
        <source>This is not safe, so nothing was asked: %1.</source>
        <extracomment>In a terminal. %1 says which folder it is, and why.</extracomment>
        <translation>Das ist nicht sicher, daher wurde nichts angefragt: %1.</translation>
    </message>
    <message>
        <source>Coffret cannot be asked (%1).</source>
        <extracomment>In a terminal. %1 is technical.</extracomment>
        <translation>Coffret lässt sich nicht fragen (%1).</translation>
    </message>
    <message>
        <source>Coffret did not do that.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret hat das nicht getan.</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2</source>
        <extracomment>In a terminal. %1 is a command, %2 says why.</extracomment>
        <translation>%1 lässt sich nicht ausführen: %2</translation>
    </message>
    <message>
        <source>%1, line %2: not NAME=VALUE</source>
        <extracomment>In a terminal. %1 is a file, %2 the number of a line.</extracomment>
        <translation>%1, Zeile %2: nicht NAME=WERT</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <extracomment>In a terminal. %1 is a file.</extracomment>
        <translation>%1 lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>%1 is no coffret://ACCOUNT/PATH/FIELD</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>%1 hat nicht die Form coffret://ACCOUNT/PATH/FIELD</translation>
    </message>
    <message>
        <source>More than %1 values at once</source>
        <extracomment>In a terminal. %1 is a number.</extracomment>
        <translation>Mehr als %1 Werte auf einmal</translation>
    </message>
    <message>
        <source>The value for %1 cannot stand in an environment.</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>Der Wert für %1 kann nicht in einer Umgebungsvariablen stehen.</translation>
    </message>
    <message>
        <source>The output cannot be written.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Die Ausgabe lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>Diese Hilfe ausgeben und beenden.</translation>
    </message>
    <message>
        <source>Ask the program that runs on this profile.</source>
        <translation>Das Programm fragen, das mit diesem Profil läuft.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Unlock Coffret first where it is locked.</source>
        <translation>Coffret zuerst entsperren, falls es gesperrt ist.</translation>
    </message>
    <message>
        <source>Take values that nobody vouches for.</source>
        <translation>Werte annehmen, für die niemand bürgt.</translation>
    </message>
    <message>
        <source>Write JSON.</source>
        <translation>JSON ausgeben.</translation>
    </message>
    <message>
        <source>Take variables from &lt;file&gt;, too.</source>
        <translation>Auch Variablen aus &lt;Datei&gt; übernehmen.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Account, folders and name with slashes between them, or the end of that.</source>
        <translation>Konto, Ordner und Name mit Schrägstrichen dazwischen, oder das Ende davon.</translation>
    </message>
    <message>
        <source>Writes a value of a secret.</source>
        <translation>Gibt einen Wert eines Geheimnisses aus.</translation>
    </message>
    <message>
        <source>Which value: the main one without it.</source>
        <translation>Welcher Wert; ohne Angabe der Hauptwert.</translation>
    </message>
    <message>
        <source>Writes the paths of the secrets, or of those below one path.</source>
        <translation>Gibt die Pfade der Geheimnisse aus, oder nur derer unter einem Pfad.</translation>
    </message>
    <message>
        <source>Writes the one-time code of a secret.</source>
        <translation>Gibt den Einmalcode eines Geheimnisses aus.</translation>
    </message>
    <message>
        <source>Runs a command, with the values of secrets in its environment where there is coffret://ACCOUNT/PATH/FIELD.</source>
        <translation>Führt einen Befehl aus, mit den Werten von Geheimnissen in den Umgebungsvariablen, in denen coffret://ACCOUNT/PATH/FIELD steht.</translation>
    </message>
    <message>
        <source>What to run, behind two hyphens.</source>
        <translation>Was ausgeführt wird, hinter zwei Bindestrichen.</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <extracomment>In a terminal. %1 is what stands behind --profile.</extracomment>
        <translation>Kein Name für ein Profil: %1</translation>
    </message>
    <message>
        <source>That is not how it is called; see coffret %1 --help</source>
        <extracomment>In a terminal. %1 is the name of a command.</extracomment>
        <translation>So wird das nicht aufgerufen; siehe coffret %1 --help</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>Copy as KEY=value</source>
        <extracomment>Menu: copies a secret as a line of a .env file; KEY=value stays as it is</extracomment>
        <translation>Als KEY=value kopieren</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>Als export-Zeile kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>Als JSON kopieren</translation>
    </message>
</context>
<context>
    <name>CurrentValue</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>Weiter anzeigen</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Names of the button that shows or hides the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>%1 verbergen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>Set value…</source>
        <extracomment>Button: sets the value of a name in environments to choose</extracomment>
        <translation>Wert setzen …</translation>
    </message>
</context>
<context>
    <name>CustomKindRow</name>
    <message>
        <source>Password</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Ja oder nein</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>What a field of one&apos;s own holds: an address</extracomment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Text</translation>
    </message>
    <message>
        <source>Holds: %1</source>
        <extracomment>Accessible name of the button that says what a field of one&apos;s own holds. %1 is that</extracomment>
        <translation>Inhalt: %1</translation>
    </message>
    <message>
        <source>Protected</source>
        <extracomment>A field of one&apos;s own: its value is among the protected ones</extracomment>
        <translation>Geschützt</translation>
    </message>
    <message>
        <source>Seen by everyone who may list the secret</source>
        <extracomment>Beside the box &quot;Protected&quot; when it is not ticked</extracomment>
        <translation>Sichtbar für alle, die das Geheimnis auflisten dürfen</translation>
    </message>
</context>
<context>
    <name>DatabasePassword</name>
    <message>
        <source>Nobody can open the database without it, and it cannot be asked for again.</source>
        <extracomment>Help below the password of a database that is made</extracomment>
        <translation>Ohne es kann niemand die Datenbank öffnen, und es lässt sich nirgends wieder erfragen.</translation>
    </message>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a database that is made</extracomment>
        <translation>Passwort der Datenbank</translation>
    </message>
    <message>
        <source>The same password again</source>
        <extracomment>Label of the field where a password is entered for the second time</extracomment>
        <translation>Dasselbe Passwort noch einmal</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete “%1”?</source>
        <extracomment>Heading of the question before a secret is deleted. %1 is its name</extracomment>
        <translation>„%1“ löschen?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Button: deletes a secret</extracomment>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>DetailCertificate</name>
    <message>
        <source>Certificate</source>
        <extracomment>Accessible name of the part that says what a certificate is</extracomment>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Whose it is and how long it is valid is in the protected part.</source>
        <extracomment>Beside the button that opens a certificate to look at it</extracomment>
        <translation>Wem es gehört und wie lange es gilt, steht im geschützten Teil.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a certificate and says what is in it, without showing its text</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Untersuchen</translation>
    </message>
</context>
<context>
    <name>DetailFooter</name>
    <message>
        <source>Created %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>Erstellt: %1</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>Geändert: %1</translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Back to the list</source>
        <extracomment>Button in a narrow window: from a secret back to the list</extracomment>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>Name of the star beside a secret&apos;s name</extracomment>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>Als Favorit markieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Button beside the name of a secret</extracomment>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Copy as…</source>
        <extracomment>Name of the button that opens a menu of ways to copy a secret</extracomment>
        <translation>Kopieren als …</translation>
    </message>
    <message>
        <source>More about this secret</source>
        <extracomment>Name of the button that opens the menu of a secret</extracomment>
        <translation>Mehr zu diesem Geheimnis</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Secret</source>
        <extracomment>Accessible name of the pane that shows one secret</extracomment>
        <translation>Geheimnis</translation>
    </message>
</context>
<context>
    <name>DetailTabs</name>
    <message>
        <source>Sides of this secret</source>
        <extracomment>Accessible name of the row of tabs of a secret</extracomment>
        <translation>Ansichten dieses Geheimnisses</translation>
    </message>
</context>
<context>
    <name>DoneStep</name>
    <message>
        <source>Your key is in your GnuPG keyring now, and the account kit is not needed any more.</source>
        <extracomment>Sentence under the heading of the screen after signing in with an account kit</extracomment>
        <translation>Ihr Schlüssel ist jetzt in Ihrem GnuPG-Schlüsselbund; das Konto-Kit wird nicht mehr gebraucht.</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <extracomment>Heading of the screen after signing in with an account kit</extracomment>
        <translation>Sie sind angemeldet</translation>
    </message>
    <message>
        <source>The kit file is deleted</source>
        <extracomment>About an account kit that still exists; after it was deleted</extracomment>
        <translation>Die Kit-Datei ist gelöscht</translation>
    </message>
    <message>
        <source>Whoever finds the kit file has your key</source>
        <translation>Wer die Kit-Datei findet, hat Ihren Schlüssel</translation>
    </message>
    <message>
        <source>Delete the kit file</source>
        <extracomment>Button that deletes the account kit&apos;s file</extracomment>
        <translation>Kit-Datei löschen</translation>
    </message>
    <message>
        <source>The file is overwritten once and removed. Coffret cannot promise more: copies in backups, in synced folders or in the trash stay, and a solid-state disk may keep old blocks for a while.</source>
        <extracomment>Under the button that deletes the account kit&apos;s file</extracomment>
        <translation>Die Datei wird einmal überschrieben und entfernt. Mehr kann Coffret nicht versprechen: Kopien in Sicherungen, in synchronisierten Ordnern oder im Papierkorb bleiben, und ein Solid-State-Laufwerk kann alte Blöcke noch eine Weile behalten.</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop the file to use it</source>
        <extracomment>Across a window or sheet while a file is dragged over it</extracomment>
        <translation>Datei ablegen, um sie zu verwenden</translation>
    </message>
</context>
<context>
    <name>EditorField</name>
    <message>
        <source>Value</source>
        <extracomment>Label of a field of one&apos;s own that has no name yet</extracomment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <extracomment>Name of the button that takes a field out of a form. %1 is the field&apos;s label</extracomment>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Name of the field</source>
        <extracomment>Accessible name of the field for the name of a value
----------
In the empty field for the name of a value</extracomment>
        <translation>Name des Felds</translation>
    </message>
    <message>
        <source>Yes</source>
        <extracomment>The value of a field that is either yes or no</extracomment>
        <translation>Ja</translation>
    </message>
</context>
<context>
    <name>EditorFooter</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question when a form with changes is left</extracomment>
        <translation>Verwerfen, was Sie geschrieben haben?</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up what was written in a form</extracomment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <extracomment>Button: goes on with the form</extracomment>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button below a form</extracomment>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Send later</source>
        <extracomment>Button below a form: what was written is kept, and sent when the server can be reached</extracomment>
        <translation>Später senden</translation>
    </message>
</context>
<context>
    <name>EditorForm</name>
    <message>
        <source>%1 in %2, shared with everyone there</source>
        <extracomment>Below the name of a secret. %1 is its type, %2 the folder it lies in</extracomment>
        <translation>%1 in %2, dort für alle freigegeben</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the name of a secret in a form</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the user name of a secret in a form</extracomment>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Part of the details, not of the protected values.</source>
        <extracomment>Help under the description of a secret: unlike its values it is seen in lists</extracomment>
        <translation>Gehört zu den Angaben, nicht zu den geschützten Werten.</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of the description of a secret in a form</extracomment>
        <translation>Beschreibung</translation>
    </message>
</context>
<context>
    <name>EditorPane</name>
    <message>
        <source>New secret</source>
        <extracomment>Accessible name of the pane where a secret is written</extracomment>
        <translation>Neues Geheimnis</translation>
    </message>
    <message>
        <source>Edit secret</source>
        <translation>Geheimnis bearbeiten</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Set its value…</source>
        <extracomment>Button in an error banner: the secret is there already, and gets the value that was written</extracomment>
        <translation>Seinen Wert setzen …</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button in an error banner: shows the secret that is there already</extracomment>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>EditorSkeleton</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a form while its values are fetched and decrypted</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
</context>
<context>
    <name>EditorTexts</name>
    <message>
        <source>Field of your own</source>
        <extracomment>Menu of fields to add to a secret: one the user names.</extracomment>
        <translation>Eigenes Feld</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a secret.</extracomment>
        <translation>Geben Sie einen Namen an.</translation>
    </message>
    <message>
        <source>This cannot be empty.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Dieses Feld darf nicht leer sein.</translation>
    </message>
    <message>
        <source>Too long: %1 characters at most.</source>
        <extracomment>Error under a field. %1 is a number.</extracomment>
        <translation>Zu lang: höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>Too many: %1 at most.</source>
        <extracomment>Error under a list of entries. %1 is a number.</extracomment>
        <translation>Zu viele: höchstens %1.</translation>
    </message>
    <message>
        <source>This is no one-time code key. It has only the letters A to Z and the digits 2 to 7, or begins with otpauth://</source>
        <extracomment>Error under the field of a one-time code. otpauth:// is the beginning of an address.</extracomment>
        <translation>Das ist kein Schlüssel für Einmalcodes. Er besteht nur aus den Buchstaben A bis Z und den Ziffern 2 bis 7 oder beginnt mit otpauth://</translation>
    </message>
    <message>
        <source>Write a day like 2027-03-31.</source>
        <extracomment>Error under a date.</extracomment>
        <translation>Geben Sie einen Tag wie 2027-03-31 an.</translation>
    </message>
    <message>
        <source>One of these cannot be an address.</source>
        <extracomment>Error under the addresses of a secret.</extracomment>
        <translation>Eine davon kann keine Adresse sein.</translation>
    </message>
    <message>
        <source>A PIN has only digits.</source>
        <extracomment>Error under a PIN.</extracomment>
        <translation>Eine PIN besteht nur aus Ziffern.</translation>
    </message>
    <message>
        <source>Write a number like 42 or 3.5.</source>
        <extracomment>Error under a field that takes nothing but numbers.</extracomment>
        <translation>Geben Sie eine Zahl wie 42 oder 3.5 an.</translation>
    </message>
    <message>
        <source>This does not fit here.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Das passt hier nicht hin.</translation>
    </message>
    <message>
        <source>This is sealed with OpenPGP. Turn sealing on for the account before you change it.</source>
        <extracomment>Error under a field whose value came encrypted with OpenPGP, while the account does not do that by itself.</extracomment>
        <translation>Dies ist mit OpenPGP versiegelt. Schalten Sie die Versiegelung für das Konto ein, bevor Sie es ändern.</translation>
    </message>
    <message>
        <source>This vault has no place for it.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Dieser Tresor hat dafür keinen Platz.</translation>
    </message>
    <message>
        <source>About the earlier values: %1</source>
        <extracomment>Part of a warning above a form that holds earlier values. %1 is a sentence about their signature.</extracomment>
        <translation>Zu den früheren Werten: %1</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the other details.</source>
        <extracomment>Part of a warning above a form.</extracomment>
        <translation>Niemand, den Sie kennen, bürgt für den Namen und die anderen Angaben.</translation>
    </message>
    <message>
        <source>The server showed details that are older, or another secret&apos;s.</source>
        <extracomment>Part of a warning above a form: the server may have put something older in its place.</extracomment>
        <translation>Der Server hat Angaben geliefert, die älter sind oder zu einem anderen Geheimnis gehören.</translation>
    </message>
    <message>
        <source>%1 Saving signs all of it as yours, and what is not shown here as well: look at it first.</source>
        <extracomment>Warning above a form. %1 is one or more sentences about signatures of what is being changed.</extracomment>
        <translation>%1 Mit dem Speichern signieren Sie alles davon als Ihres, auch was hier nicht zu sehen ist: Sehen Sie es sich vorher an.</translation>
    </message>
    <message>
        <source>It has to lie in a folder. Choose one that you can change.</source>
        <extracomment>Error about a form whose secret has to lie in a folder, where none was chosen.</extracomment>
        <translation>Es muss in einem Ordner liegen. Wählen Sie einen, den Sie ändern können.</translation>
    </message>
</context>
<context>
    <name>EnrolmentTexts</name>
    <message>
        <source>%1 s</source>
        <extracomment>How far a clock is off, in seconds</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>How far a clock is off, in minutes</extracomment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>How far a clock is off, in hours</extracomment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 days</source>
        <extracomment>How far a clock is off, in days; more than one</extracomment>
        <translation>%1 Tage</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>Error banner while an account is set up. Cause, then next step.</extracomment>
        <translation>Die Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Check that it is still there and that you may open it, then choose it again.</source>
        <translation>Prüfen Sie, ob sie noch da ist und ob Sie sie öffnen dürfen, und wählen Sie sie dann noch einmal.</translation>
    </message>
    <message>
        <source>This is not an account kit.</source>
        <extracomment>Error banner after an account kit was chosen. Cause, then next step.</extracomment>
        <translation>Das ist kein Konto-Kit.</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup. Its name ends in .passbolt.</source>
        <translation>Wählen Sie die Datei, die Passbolts Webseite unter „Profil“, „Desktop-App-Setup“ speichert. Ihr Name endet auf .passbolt.</translation>
    </message>
    <message>
        <source>This file is too large for an account kit.</source>
        <translation>Diese Datei ist zu groß für ein Konto-Kit.</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup.</source>
        <translation>Wählen Sie die Datei, die Passbolts Webseite unter „Profil“, „Desktop-App-Setup“ speichert.</translation>
    </message>
    <message>
        <source>This account kit was altered: its signature does not fit.</source>
        <translation>Dieses Konto-Kit wurde verändert: Seine Signatur passt nicht.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Download it again from Passbolt&apos;s web page.</source>
        <translation>Nichts davon wurde verwendet. Laden Sie es noch einmal von Passbolts Webseite herunter.</translation>
    </message>
    <message>
        <source>The key in this account kit is too weak, or of a kind GnuPG does not know.</source>
        <translation>Der Schlüssel in diesem Konto-Kit ist zu schwach oder von einer Art, die GnuPG nicht kennt.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask whoever runs the server how to get a new key.</source>
        <translation>Nichts davon wurde verwendet. Fragen Sie den Betreiber des Servers, wie Sie einen neuen Schlüssel erhalten.</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>Error banner after a file with an OpenPGP key was chosen. Cause, then next step.</extracomment>
        <translation>Das ist kein privater Schlüssel.</translation>
    </message>
    <message>
        <source>Choose your recovery kit or another file that begins with BEGIN PGP PRIVATE KEY BLOCK and holds one key.</source>
        <translation>Wählen Sie Ihr Wiederherstellungs-Kit oder eine andere Datei, die mit BEGIN PGP PRIVATE KEY BLOCK beginnt und einen einzigen Schlüssel enthält.</translation>
    </message>
    <message>
        <source>This file is too large for a private key.</source>
        <translation>Diese Datei ist zu groß für einen privaten Schlüssel.</translation>
    </message>
    <message>
        <source>Choose your recovery kit, a text file of a few kilobytes.</source>
        <translation>Wählen Sie Ihr Wiederherstellungs-Kit, eine Textdatei von wenigen Kilobyte.</translation>
    </message>
    <message>
        <source>This key was altered, or its two halves do not belong together.</source>
        <translation>Dieser Schlüssel wurde verändert, oder seine beiden Hälften gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>It was not kept. Use another copy of your recovery kit.</source>
        <translation>Er wurde nicht behalten. Verwenden Sie eine andere Kopie Ihres Wiederherstellungs-Kits.</translation>
    </message>
    <message>
        <source>This key has expired, was revoked, is too weak, or cannot be used to decrypt.</source>
        <translation>Dieser Schlüssel ist abgelaufen, widerrufen oder zu schwach, oder er eignet sich nicht zum Entschlüsseln.</translation>
    </message>
    <message>
        <source>It was not kept. Choose another key.</source>
        <translation>Er wurde nicht behalten. Wählen Sie einen anderen Schlüssel.</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>Die Passphrase war nicht richtig.</translation>
    </message>
    <message>
        <source>The key was not kept. Try again with the passphrase the key was saved with.</source>
        <translation>Der Schlüssel wurde nicht behalten. Versuchen Sie es noch einmal mit der Passphrase, mit der er gespeichert wurde.</translation>
    </message>
    <message>
        <source>Stopped before the passphrase was entered.</source>
        <translation>Angehalten, bevor die Passphrase eingegeben wurde.</translation>
    </message>
    <message>
        <source>The key was not kept. Import it again when you are ready.</source>
        <translation>Der Schlüssel wurde nicht behalten. Importieren Sie ihn noch einmal, wenn Sie bereit sind.</translation>
    </message>
    <message>
        <source>This is not a whole link from a Passbolt e-mail.</source>
        <extracomment>Error banner after the link of an e-mail was pasted. Cause, then next step.</extracomment>
        <translation>Das ist kein vollständiger Link aus einer Passbolt-E-Mail.</translation>
    </message>
    <message>
        <source>Copy the address behind the button in the e-mail. It contains /setup/ and two long identifiers.</source>
        <translation>Kopieren Sie die Adresse hinter der Schaltfläche in der E-Mail. Sie enthält /setup/ und zwei lange Kennungen.</translation>
    </message>
    <message>
        <source>This link was used already, or it has run out.</source>
        <translation>Dieser Link wurde schon verwendet oder ist abgelaufen.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a new one. If your account is set up already, go back and add it by the server&apos;s address and your key.</source>
        <translation>Bitten Sie den Betreiber des Servers um einen neuen. Wenn Ihr Konto schon eingerichtet ist, gehen Sie zurück und fügen Sie es mit der Adresse des Servers und Ihrem Schlüssel hinzu.</translation>
    </message>
    <message>
        <source>The server knows you by another key.</source>
        <extracomment>Error banner when a server does not accept a key. Cause, then next step.</extracomment>
        <translation>Der Server kennt Sie unter einem anderen Schlüssel.</translation>
    </message>
    <message>
        <source>Go back and choose the key this account was set up with. The link still works.</source>
        <translation>Gehen Sie zurück und wählen Sie den Schlüssel, mit dem dieses Konto eingerichtet wurde. Der Link gilt weiterhin.</translation>
    </message>
    <message>
        <source>The server refused this key.</source>
        <translation>Der Server hat diesen Schlüssel abgelehnt.</translation>
    </message>
    <message>
        <source>Go back and choose another one, or make a new one. The link still works.</source>
        <translation>Gehen Sie zurück und wählen Sie einen anderen, oder erzeugen Sie einen neuen. Der Link gilt weiterhin.</translation>
    </message>
    <message>
        <source>The server goes by another address than this one.</source>
        <extracomment>Error banner at the end of setup. Cause, then next step.</extracomment>
        <translation>Der Server führt eine andere Adresse als diese.</translation>
    </message>
    <message>
        <source>Use the address your web browser shows when you use the vault.</source>
        <translation>Verwenden Sie die Adresse, die Ihr Webbrowser anzeigt, wenn Sie den Tresor benutzen.</translation>
    </message>
    <message>
        <source>Revoked</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Has an expiry date; Passbolt takes only keys without one</source>
        <translation>Hat ein Ablaufdatum; Passbolt nimmt nur unbefristete Schlüssel an</translation>
    </message>
    <message>
        <source>Made later than now, by the server&apos;s clock</source>
        <translation>Nach der Uhr des Servers in der Zukunft erzeugt</translation>
    </message>
    <message>
        <source>Passbolt takes RSA keys of 3072 or 4096 bits, and elliptic curves</source>
        <translation>Passbolt nimmt RSA-Schlüssel mit 3072 oder 4096 Bit und elliptische Kurven an</translation>
    </message>
    <message>
        <source>Cannot both sign and decrypt</source>
        <translation>Kann nicht sowohl signieren als auch entschlüsseln</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s.</source>
        <extracomment>%1 is a duration, such as &quot;2 min&quot;</extracomment>
        <translation>Die Uhr dieses Rechners geht gegenüber der des Servers %1 vor.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s.</source>
        <translation>Die Uhr dieses Rechners geht gegenüber der des Servers %1 nach.</translation>
    </message>
    <message>
        <source>The server would refuse what is signed here. Switch on automatic time, or set the clock, then try again.</source>
        <translation>Der Server würde ablehnen, was hier signiert wird. Schalten Sie die automatische Zeit ein, oder stellen Sie die Uhr, und versuchen Sie es dann noch einmal.</translation>
    </message>
</context>
<context>
    <name>EnvironmentQueries</name>
    <message>
        <source>This account can only be read: it has no token that may write</source>
        <extracomment>Why no value can be set: the account was set up without what allows writing.</extracomment>
        <translation>Dieses Konto kann nur gelesen werden: Es hat kein Token, das schreiben darf</translation>
    </message>
    <message>
        <source>This token may not read secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be read. %1 is what the service calls the right to read, for example &quot;Read&quot;.</extracomment>
        <translation>Dieses Token darf hier keine Geheimnisse lesen: Ihm fehlt die Berechtigung %1.</translation>
    </message>
    <message>
        <source>The value there is of a kind that Coffret does not know. It stays as it is.</source>
        <extracomment>Why a value was not set.</extracomment>
        <translation>Der Wert dort ist von einer Art, die Coffret nicht kennt. Er bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>This token may not write secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be written. %1 is what the service calls the right to write, for example &quot;Write&quot;.</extracomment>
        <translation>Dieses Token darf hier keine Geheimnisse schreiben: Ihm fehlt die Berechtigung %1.</translation>
    </message>
</context>
<context>
    <name>ExpiryField</name>
    <message>
        <source>A day like 2027-03-31. Leave it empty if it never expires.</source>
        <extracomment>Help under the field for the day a secret expires, unless there is a reason why it cannot be changed</extracomment>
        <translation>Ein Tag wie 2027-03-31. Leer lassen, wenn es nie abläuft.</translation>
    </message>
    <message>
        <source>Expires</source>
        <extracomment>Label of the field for the day a secret expires</extracomment>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>In the empty field for the day a secret expires
----------
A day for a secret to expire</extracomment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <extracomment>Name of the button that offers days for a secret to expire</extracomment>
        <translation>Tag wählen</translation>
    </message>
    <message>
        <source>In 30 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>In 30 Tagen</translation>
    </message>
    <message>
        <source>In 90 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>In 90 Tagen</translation>
    </message>
    <message>
        <source>In a year</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>In einem Jahr</translation>
    </message>
</context>
<context>
    <name>ExportFileSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>An apostrophe is put before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What an apostrophe in an exported table is for</extracomment>
        <translation>Vor das, was eine Tabellenkalkulation für eine Formel hielte, wird ein Apostroph gesetzt. Wer die Tabelle importiert, muss ihn wieder entfernen.</translation>
    </message>
    <message>
        <source>Everybody who gets this file can read every password in it.</source>
        <extracomment>Warning about a file that is not encrypted</extracomment>
        <translation>Wer diese Datei bekommt, kann jedes Passwort darin lesen.</translation>
    </message>
    <message>
        <source>I know. I delete the file as soon as it was used.</source>
        <extracomment>Box that has to be ticked before secrets are written without encryption</extracomment>
        <translation>Ich weiß. Ich lösche die Datei, sobald sie ihren Zweck erfüllt hat.</translation>
    </message>
    <message>
        <source>KeePass databases (*.kdbx)</source>
        <extracomment>Entries of the file type list in a file dialog</extracomment>
        <translation>KeePass-Datenbanken (*.kdbx)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <translation>Verschlüsselte Dateien (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>Eine Datei dieses Namens gibt es schon. Sie wird ersetzt.</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says who can open it</extracomment>
        <translation>Die Datei ist mit OpenPGP verschlüsselt.</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>ExportRecipients</name>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Öffentliche Schlüssel (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>Vergleichen Sie den Fingerabdruck mit dem Inhaber, bevor Sie sich darauf verlassen.</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>Auch für den Inhaber dieses Schlüssels (optional)</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Label of a choice: with which key of the user&apos;s a file is encrypted and signed</extracomment>
        <translation>Ihr Schlüssel</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Verschlüsselte Dateien (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>Eine Datei dieses Namens gibt es schon. Sie wird ersetzt.</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Öffentliche Schlüssel (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>Vergleichen Sie den Fingerabdruck mit dem Inhaber, bevor Sie sich darauf verlassen.</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>Auch für den Inhaber dieses Schlüssels (optional)</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says what it holds</extracomment>
        <translation>Die Datei ist mit OpenPGP verschlüsselt.</translation>
    </message>
</context>
<context>
    <name>FactorChip</name>
    <message>
        <source>YubiKey</source>
        <extracomment>Ways to answer a server that asks for a second factor</extracomment>
        <translation>YubiKey</translation>
    </message>
    <message>
        <source>Duo</source>
        <translation>Duo</translation>
    </message>
    <message>
        <source>Code from an app</source>
        <translation>Code aus einer App</translation>
    </message>
</context>
<context>
    <name>FieldCard</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Mit der Eingabetaste kopieren</translation>
    </message>
</context>
<context>
    <name>FieldDelegate</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Mit der Eingabetaste kopieren</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <extracomment>What a screen reader says of a field. Where there are two, %2 is its label, %1 its value</extracomment>
        <translation>%1, verborgen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, shown on screen</source>
        <translation>%1, auf dem Bildschirm sichtbar</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1 verbergen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is fetched and decrypted</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <translation>%2, %1</translation>
    </message>
    <message>
        <source>Show less</source>
        <extracomment>Button below a long value, for example a certificate: shows all of its lines; only the first ones again</extracomment>
        <translation>Weniger anzeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles anzeigen</translation>
    </message>
</context>
<context>
    <name>FieldTexts</name>
    <message>
        <source>User name</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Einmalcode</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Privater Schlüssel</translation>
    </message>
    <message>
        <source>Public key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Öffentlicher Schlüssel</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Token</source>
        <extracomment>Label of a field of a secret: an API key or access token.</extracomment>
        <translation>Token</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Domain</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Field</source>
        <extracomment>Label of a field of a secret that has no name of its own.</extracomment>
        <translation>Feld</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose…</source>
        <extracomment>Button that opens a file dialog</extracomment>
        <translation>Auswählen …</translation>
    </message>
</context>
<context>
    <name>FilePicker</name>
    <message>
        <source>All files (*)</source>
        <extracomment>Last entry of the file type list in a file dialog</extracomment>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Problem: %1</source>
        <extracomment>Said by a screen reader of what is wrong with a certificate</extracomment>
        <translation>Problem: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
</context>
<context>
    <name>FingerprintLine</name>
    <message>
        <source>Fingerprint %1: %2</source>
        <extracomment>What a screen reader says of a fingerprint. %1 is its kind, such as SHA-256, %2 the fingerprint</extracomment>
        <translation>Fingerabdruck %1: %2</translation>
    </message>
    <message>
        <source>Fingerprint, %1</source>
        <extracomment>Label of a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>Fingerabdruck, %1</translation>
    </message>
    <message>
        <source>Copy the fingerprint, %1</source>
        <extracomment>Name of the button beside a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>Fingerabdruck kopieren, %1</translation>
    </message>
</context>
<context>
    <name>FinishStep</name>
    <message>
        <source>Your key proves who you are, so gpg may ask for its passphrase now. Then the names of your secrets are loaded, not their values.</source>
        <extracomment>Sentence under the heading of the last setup screen</extracomment>
        <translation>Ihr Schlüssel weist Sie aus, daher fragt gpg jetzt möglicherweise nach seiner Passphrase. Danach werden die Namen Ihrer Geheimnisse geladen, nicht ihre Werte.</translation>
    </message>
    <message>
        <source>The names of your secrets are loaded, not their values.</source>
        <translation>Die Namen Ihrer Geheimnisse werden geladen, nicht ihre Werte.</translation>
    </message>
    <message>
        <source>Ready to sign in</source>
        <extracomment>Heading of the last setup screen</extracomment>
        <translation>Bereit zur Anmeldung</translation>
    </message>
    <message>
        <source>This key goes into your GnuPG keyring</source>
        <extracomment>Above the fingerprint of the key that signing in will put into the keyring</extracomment>
        <translation>Dieser Schlüssel kommt in Ihren GnuPG-Schlüsselbund</translation>
    </message>
    <message>
        <source>Coffret shows the server that you have the key. That uses the link up.</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Coffret weist dem Server nach, dass Sie den Schlüssel haben. Damit ist der Link verbraucht.</translation>
    </message>
    <message>
        <source>Coffret tells the server your public key and no other part of it. That uses the link up.</source>
        <translation>Coffret teilt dem Server Ihren öffentlichen Schlüssel mit und sonst nichts davon. Damit ist der Link verbraucht.</translation>
    </message>
    <message>
        <source>Gets you back to your account</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Bringt Sie zurück zu Ihrem Konto</translation>
    </message>
    <message>
        <source>Sets up your account</source>
        <translation>Richtet Ihr Konto ein</translation>
    </message>
    <message>
        <source>CommandK offers no list of apps. An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for the apps of an account</extracomment>
        <translation>CommandK bietet keine Liste der Apps. Die Kennung einer App steht im Seitenbereich ihrer Einstellungen; Namen gehen auch, wenn Ihr Token für alle Apps gilt.</translation>
    </message>
</context>
<context>
    <name>FolderDeleteSheet</name>
    <message>
        <source>Delete the folder “%1”?</source>
        <extracomment>Heading of the question before a folder is deleted. %1 is its name</extracomment>
        <translation>Den Ordner „%1“ löschen?</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <extracomment>Buttons below the question before a folder is deleted</extracomment>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Ordner löschen</translation>
    </message>
    <message>
        <source>What is in it moves to the top and keeps its access.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>Sein Inhalt kommt auf die oberste Ebene und behält seine Zugriffsrechte.</translation>
    </message>
    <message>
        <source>Only the folder</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>Nur den Ordner</translation>
    </message>
    <message>
        <source>Secrets and folders that are yours to delete go too, for everyone. This cannot be undone.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>Auch Geheimnisse und Ordner, die Sie löschen dürfen, verschwinden, und zwar für alle. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>The folder and everything in it</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>Den Ordner und alles darin</translation>
    </message>
</context>
<context>
    <name>FolderHits</name>
    <message>
        <source>Folders found</source>
        <extracomment>Accessible name of the folders above the list of secrets that were found</extracomment>
        <translation>Gefundene Ordner</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>New secret here</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Neues Geheimnis hier</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>Menu of a folder, or of the top of the tree</extracomment>
        <translation>Neuer Ordner …</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Umgebungen vergleichen …</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Neues Geheimnis in mehreren Umgebungen …</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>.env-Datei importieren …</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>In verschlüsselte Datei exportieren …</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Freigeben …</translation>
    </message>
    <message>
        <source>Rename…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Verschieben …</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Export…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Exportieren …</translation>
    </message>
</context>
<context>
    <name>FolderNameSheet</name>
    <message>
        <source>In “%1”. Whoever has access there has access to it.</source>
        <extracomment>Under the heading. %1 is the folder the new one goes into</extracomment>
        <translation>In „%1“. Wer dort Zugriff hat, hat ihn auch auf diesen Ordner.</translation>
    </message>
    <message>
        <source>New folder</source>
        <extracomment>Headings of the question for a folder&apos;s name. %1 is its name until now</extracomment>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>„%1“ umbenennen</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons below the question for a folder&apos;s name</extracomment>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for a folder&apos;s name</extracomment>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>FormatChoice</name>
    <message>
        <source>Format</source>
        <extracomment>Label of a choice: in what format secrets are exported</extracomment>
        <translation>Format</translation>
    </message>
    <message>
        <source>Everything a secret has, for Coffret. Opened with an OpenPGP key, also by GnuPG alone.</source>
        <extracomment>What a format is good for. OpenPGP is a standard, GnuPG a program</extracomment>
        <translation>Alles, was ein Geheimnis enthält, für Coffret. Wird mit einem OpenPGP-Schlüssel geöffnet, auch von GnuPG allein.</translation>
    </message>
    <message>
        <source>Encrypted for OpenPGP keys</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Verschlüsselt für OpenPGP-Schlüssel</translation>
    </message>
    <message>
        <source>For KeePassXC and other programs of its kind. Opened with a password that you choose.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>Für KeePassXC und ähnliche Programme. Wird mit einem Passwort geöffnet, das Sie wählen.</translation>
    </message>
    <message>
        <source>KeePass database</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>KeePass-Datenbank</translation>
    </message>
    <message>
        <source>For programs that read nothing else. Not encrypted.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>Für Programme, die nichts anderes lesen. Nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Tabelle (CSV)</translation>
    </message>
</context>
<context>
    <name>GenerateButton</name>
    <message>
        <source>Ctrl+G</source>
        <extracomment>Key that opens the generator, in a tooltip</extracomment>
        <translation>Strg+G</translation>
    </message>
    <message>
        <source>Generate %1</source>
        <extracomment>Name of the button on a field of a form. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1 erzeugen</translation>
    </message>
</context>
<context>
    <name>GeneratedValue</name>
    <message>
        <source>Ctrl+G</source>
        <extracomment>Key that makes another password, in a tooltip</extracomment>
        <translation>Strg+G</translation>
    </message>
    <message>
        <source>Another one</source>
        <extracomment>Name of the button that makes another password</extracomment>
        <translation>Ein anderes erzeugen</translation>
    </message>
    <message>
        <source>Copy the new password</source>
        <extracomment>Name of the button that copies a new password</extracomment>
        <translation>Neues Passwort kopieren</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>Under a new password. %1 is a number of bits, %2 a sentence</extracomment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>GeneratorSheet</name>
    <message>
        <source>Generate: %1</source>
        <extracomment>Heading of the sheet that makes a password. %1 is the label of the field it is for, such as Password</extracomment>
        <translation>Erzeugen: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a sheet</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use it</source>
        <extracomment>Button that puts a generated password into the field</extracomment>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Kind of a new password: letters, digits and symbols</extracomment>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Words</source>
        <extracomment>Kind of a new password: several words</extracomment>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>As the server asks</source>
        <extracomment>Button: sets the choices for a new password back to what the server asks for</extracomment>
        <translation>Wie vom Server vorgegeben</translation>
    </message>
</context>
<context>
    <name>GranteeFinder</name>
    <message>
        <source>Searching…</source>
        <extracomment>While people are looked up on the server</extracomment>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>GroupMembers</name>
    <message>
        <source>Loading…</source>
        <extracomment>In place of groups, and under the name of a group the user may not change</extracomment>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>There are no groups.</source>
        <translation>Es gibt keine Gruppen.</translation>
    </message>
    <message>
        <source>Only its managers can change who is in it.</source>
        <translation>Nur die Verwalter der Gruppe können ändern, wer ihr angehört.</translation>
    </message>
    <message>
        <source>Add people</source>
        <extracomment>In the field that looks people up to add them to a group</extracomment>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>Members</source>
        <extracomment>Accessible name of the list of who is in a group</extracomment>
        <translation>Mitglieder</translation>
    </message>
</context>
<context>
    <name>GroupsSheet</name>
    <message>
        <source>Groups</source>
        <extracomment>Heading of the sheet of groups
----------
Accessible name of the list of groups</extracomment>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of a group that were not written yet</extracomment>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of a group come to before they are written</extracomment>
        <translation>Prüfen …</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>HealthLine</name>
    <message>
        <source>expanded</source>
        <extracomment>Said of a heading by a screen reader: whether what belongs to it is shown</extracomment>
        <translation>ausgeklappt</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>eingeklappt</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>Said of a heading by a screen reader. %1 is &quot;expanded&quot; or &quot;collapsed&quot;, %2 a sentence</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>Said of a heading by a screen reader. %1 is what was found, %2 how bad that is, %3 a number</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>HealthList</name>
    <message>
        <source>What was found</source>
        <extracomment>Accessible name of the list of what a check of all secrets found</extracomment>
        <translation>Was gefunden wurde</translation>
    </message>
</context>
<context>
    <name>HealthScope</name>
    <message>
        <source>All open accounts</source>
        <extracomment>What a check of secrets goes over</extracomment>
        <translation>Alle geöffneten Konten</translation>
    </message>
    <message>
        <source>Only “%1”</source>
        <extracomment>What a check of secrets goes over. %1 is the name of an account</extracomment>
        <translation>Nur „%1“</translation>
    </message>
    <message>
        <source>Look for leaked passwords, too</source>
        <extracomment>A preference: passwords are held against those that were leaked somewhere</extracomment>
        <translation>Auch nach Passwörtern aus Datenlecks suchen</translation>
    </message>
</context>
<context>
    <name>HealthSheet</name>
    <message>
        <source>Finds weak, reused and old passwords, what expires, and values nobody vouches for.</source>
        <extracomment>Under the heading of the sheet that checks all secrets</extracomment>
        <translation>Findet schwache, mehrfach verwendete und alte Passwörter, was abläuft, und Werte, für die niemand bürgt.</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>Heading of the sheet that checks all secrets</extracomment>
        <translation>Sicherheitsprüfung</translation>
    </message>
    <message>
        <source>Check again…</source>
        <extracomment>Button: goes back to what a check of all secrets goes over</extracomment>
        <translation>Erneut prüfen …</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: stops a check of all secrets</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Check secrets</source>
        <extracomment>Button: begins a check of all secrets</extracomment>
        <translation>Geheimnisse prüfen</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Look again from time to time.</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>Sehen Sie von Zeit zu Zeit wieder nach.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>HealthTexts</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A secret and its account. %1 is a name, %2 the name of an account.</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Guessed at once</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>Sofort zu erraten</translation>
    </message>
    <message>
        <source>Guessed within minutes</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>In Minuten zu erraten</translation>
    </message>
    <message>
        <source>Guessed with some patience</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>Mit etwas Geduld zu erraten</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>Between the names of secrets.</extracomment>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>Same as in %1 and %n more</source>
        <extracomment>About a value that several secrets have. %1 is a list of names, %n how many there are besides.</extracomment>
        <translation>
            <numerusform>Gleich wie in %1 und %n weiteren</numerusform>
            <numerusform>Gleich wie in %1 und %n weiteren</numerusform>
        </translation>
    </message>
    <message>
        <source>Same as in %1</source>
        <extracomment>About a value that several secrets have. %1 is a list of names.</extracomment>
        <translation>Gleich wie in %1</translation>
    </message>
    <message>
        <source>Certificate: %1</source>
        <extracomment>About a certificate. %1 says when it ends, for example &quot;Expires tomorrow&quot;.</extracomment>
        <translation>Zertifikat: %1</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <extracomment>About a secret. %1 is a date.</extracomment>
        <translation>Zuletzt geändert: %1</translation>
    </message>
    <message>
        <source>Serious</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Schwerwiegend</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Einen Blick wert</translation>
    </message>
    <message>
        <source>Good to know</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Gut zu wissen</translation>
    </message>
    <message>
        <source>Signature does not fit</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Signatur passt nicht</translation>
    </message>
    <message>
        <source>Leaked passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Passwörter aus Datenlecks</translation>
    </message>
    <message>
        <source>Weak passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Schwache Passwörter</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Used more than once</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Mehrfach verwendet</translation>
    </message>
    <message>
        <source>Nobody vouches for them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Niemand bürgt für sie</translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Ließen sich nicht prüfen</translation>
    </message>
    <message>
        <source>Expire within 30 days</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Laufen innerhalb von 30 Tagen ab</translation>
    </message>
    <message>
        <source>Not changed for a year</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Seit einem Jahr nicht geändert</translation>
    </message>
    <message>
        <source>Nobody else can read them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Niemand sonst kann sie lesen</translation>
    </message>
    <message>
        <source>Somebody altered them. Do not use the values; tell whoever runs the server.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Jemand hat sie verändert. Verwenden Sie die Werte nicht, und informieren Sie den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>They are in lists that attackers try first. Change them now.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Sie stehen in Listen, die Angreifer zuerst durchprobieren. Ändern Sie sie jetzt.</translation>
    </message>
    <message>
        <source>Let the generator make new ones.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Lassen Sie vom Generator neue erzeugen.</translation>
    </message>
    <message>
        <source>Renew them, or delete what is no longer needed.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Erneuern Sie sie, oder löschen Sie, was nicht mehr gebraucht wird.</translation>
    </message>
    <message>
        <source>Whoever learns one has the others too. Give each place its own.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Wer eines davon erfährt, hat auch die anderen. Vergeben Sie überall ein eigenes.</translation>
    </message>
    <message>
        <source>Ask their owners, or save them again yourself.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Fragen Sie die Besitzer, oder speichern Sie sie selbst noch einmal.</translation>
    </message>
    <message>
        <source>What is in them is not known.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Was darin steht, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Renew them in time.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Erneuern Sie sie rechtzeitig.</translation>
    </message>
    <message>
        <source>Counted from the last change of the secret, which may have been of its name alone.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Gezählt ab der letzten Änderung des Geheimnisses, die auch nur den Namen betroffen haben kann.</translation>
    </message>
    <message>
        <source>If you lose your key, they are lost. Share what others will need.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Verlieren Sie Ihren Schlüssel, sind sie verloren. Geben Sie frei, was andere brauchen werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) opened and looked at.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis geöffnet und geprüft.</numerusform>
            <numerusform>%n Geheimnisse geöffnet und geprüft.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that have to be checked out or approved first were left alone.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis, das erst ausgeliehen oder genehmigt werden muss, wurde übergangen.</numerusform>
            <numerusform>%n Geheimnisse, die erst ausgeliehen oder genehmigt werden müssen, wurden übergangen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n password(s) looked for among the leaked ones.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n Passwort wurde unter denen aus Datenlecks gesucht.</numerusform>
            <numerusform>%n Passwörter wurden unter denen aus Datenlecks gesucht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <extracomment>Accessible name of the part that shows a secret&apos;s earlier values</extracomment>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>There are no earlier values that you could read.</source>
        <extracomment>In place of the earlier values of a secret</extracomment>
        <translation>Es gibt keine früheren Werte, die Sie lesen könnten.</translation>
    </message>
</context>
<context>
    <name>HoursField</name>
    <message>
        <source>Hours</source>
        <extracomment>Accessible name of the field for how long access is needed</extracomment>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>One hour less</source>
        <extracomment>Name of the button for less time</extracomment>
        <translation>Eine Stunde weniger</translation>
    </message>
    <message>
        <source>One hour more</source>
        <extracomment>Name of the button for more time</extracomment>
        <translation>Eine Stunde mehr</translation>
    </message>
</context>
<context>
    <name>IconPicker</name>
    <message>
        <source>Choose a symbol</source>
        <extracomment>Name of the button that offers symbols and colours for a secret</extracomment>
        <translation>Symbol wählen</translation>
    </message>
</context>
<context>
    <name>ImportAnswer</name>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Items of the file</source>
        <extracomment>Accessible name of the list of what is in a file</extracomment>
        <translation>Einträge der Datei</translation>
    </message>
    <message numerus="yes">
        <source>Show only the %n item(s) with a remark</source>
        <extracomment>Narrows the list of what is in a file to what does not simply become a secret. %n is how many those are</extracomment>
        <translation>
            <numerusform>Nur den %n Eintrag mit einer Bemerkung zeigen</numerusform>
            <numerusform>Nur die %n Einträge mit einer Bemerkung zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportChoices</name>
    <message>
        <source>Into</source>
        <extracomment>Label beside the folder that imported secrets go to</extracomment>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>Button: another folder for imported secrets</extracomment>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Make the folders of the file below it</source>
        <extracomment>A choice when a file is imported</extracomment>
        <translation>Die Ordner der Datei darunter anlegen</translation>
    </message>
    <message>
        <source>They have the name, user name and address of a secret that is there.</source>
        <extracomment>Below a choice when a file is imported: what counts as being there already</extracomment>
        <translation>Sie haben Namen, Benutzernamen und Adresse eines vorhandenen Geheimnisses.</translation>
    </message>
    <message numerus="yes">
        <source>Import %n item(s) that are there already once more</source>
        <extracomment>A choice when a file is imported. %n is how many of its items are there already</extracomment>
        <translation>
            <numerusform>%n schon vorhandenen Eintrag noch einmal importieren</numerusform>
            <numerusform>%n schon vorhandene Einträge noch einmal importieren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFileSheet</name>
    <message>
        <source>First you see what every item of the file comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that imports secrets from another program&apos;s file</extracomment>
        <translation>Zuerst sehen Sie, was aus jedem Eintrag der Datei wird. Nichts wird geschrieben, bevor Sie zustimmen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>Button: opens a database with its password</extracomment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Files of password managers (*.csv *.json *.1pux *.kdbx *.xml *.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Dateien von Passwortmanagern (*.csv *.json *.1pux *.kdbx *.xml *.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a file of another program</extracomment>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>ImportItemRow</name>
    <message>
        <source>Item %1, %2: %3</source>
        <extracomment>What a screen reader says of an item of a file. %1 its number, %2 its name, %3 what it comes to</extracomment>
        <translation>Eintrag %1, %2: %3</translation>
    </message>
</context>
<context>
    <name>ImportLineRow</name>
    <message>
        <source>Line %1, %3: %2</source>
        <extracomment>What a screen reader says of a line of a file. %1 its number, %3 its name, %2 what it comes to</extracomment>
        <translation>Zeile %1, %3: %2</translation>
    </message>
</context>
<context>
    <name>ImportPassword</name>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a KeePass database</extracomment>
        <translation>Passwort der Datenbank</translation>
    </message>
    <message>
        <source>Key files (*.keyx *.key *)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Schlüsseldateien (*.keyx *.key *)</translation>
    </message>
    <message>
        <source>Key file (if it has one)</source>
        <extracomment>Label of the field for the key file of a KeePass database</extracomment>
        <translation>Schlüsseldatei (falls es eine gibt)</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>First you see what every line comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that reads a .env file</extracomment>
        <translation>Zuerst sehen Sie, was aus jeder Zeile wird. Nichts wird geschrieben, bevor Sie zustimmen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Environment files (*.env .env*)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Umgebungsdateien (*.env .env*)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a .env file</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <extracomment>Accessible name of the list of lines of a file</extracomment>
        <translation>Zeilen der Datei</translation>
    </message>
</context>
<context>
    <name>ImportTexts</name>
    <message>
        <source>%1, CSV</source>
        <extracomment>What a file is that is imported: a table in text. %1 is the name of the program that wrote it.</extracomment>
        <translation>%1, CSV</translation>
    </message>
    <message>
        <source>CSV</source>
        <extracomment>What a file is that is imported: a table in text, of a program that is not known.</extracomment>
        <translation>CSV</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Es steht nichts darin.</translation>
    </message>
    <message>
        <source>It holds something that is not text.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Er enthält etwas, das kein Text ist.</translation>
    </message>
    <message>
        <source>It is longer than any secret can be.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Er ist länger, als ein Geheimnis sein kann.</translation>
    </message>
    <message>
        <source>Its columns do not fit the heading.</source>
        <extracomment>Why a row of a table cannot be imported.</extracomment>
        <translation>Seine Spalten passen nicht zur Kopfzeile.</translation>
    </message>
    <message>
        <source>It is of a kind that Coffret does not know.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Er ist von einer Art, die Coffret nicht kennt.</translation>
    </message>
    <message>
        <source>It was deleted or archived there.</source>
        <extracomment>Why an item of a file is not imported.</extracomment>
        <translation>Er wurde dort gelöscht oder archiviert.</translation>
    </message>
    <message>
        <source>attachments</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>passkeys</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>Passkeys</translation>
    </message>
    <message>
        <source>earlier values</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>frühere Werte</translation>
    </message>
    <message>
        <source>rules for typing</source>
        <extracomment>What of an imported item stays behind, in a list: rules for typing into windows.</extracomment>
        <translation>Regeln zum Eintippen</translation>
    </message>
    <message>
        <source>apps of phones</source>
        <extracomment>What of an imported item stays behind, in a list: addresses that stand for programs on a phone.</extracomment>
        <translation>Apps von Telefonen</translation>
    </message>
    <message>
        <source>the day it expires</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>der Tag, an dem er abläuft</translation>
    </message>
    <message>
        <source>tags</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>Tags</translation>
    </message>
    <message>
        <source>its star</source>
        <extracomment>What of an imported item stays behind, in a list: that it is a favourite.</extracomment>
        <translation>sein Stern</translation>
    </message>
    <message>
        <source>more fields or addresses than a secret can have</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>mehr Felder oder Adressen, als ein Geheimnis haben kann</translation>
    </message>
</context>
<context>
    <name>JobSheet</name>
    <message>
        <source>Working out what this comes to…</source>
        <extracomment>In place of what a change comes to, while that is worked out</extracomment>
        <translation>Es wird ermittelt, was sich dadurch ändert …</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question or a report</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>KeyFilePanel</name>
    <message>
        <source>OpenPGP keys (*.asc *.txt *.key *.gpg)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>OpenPGP-Schlüssel (*.asc *.txt *.key *.gpg)</translation>
    </message>
    <message>
        <source>Your recovery kit or another armored private key. Dropping it on this window works too.</source>
        <extracomment>Help under the key file field</extracomment>
        <translation>Ihr Wiederherstellungs-Kit oder ein anderer privater Schlüssel in Textform. Sie können ihn auch auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Key file</source>
        <extracomment>Label of the key file field</extracomment>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <source>Use this key</source>
        <extracomment>Button that puts a key from a file into the user&apos;s GnuPG keyring; when it is there already</extracomment>
        <translation>Diesen Schlüssel verwenden</translation>
    </message>
    <message>
        <source>Import into my keyring</source>
        <translation>In meinen Schlüsselbund importieren</translation>
    </message>
    <message>
        <source>Another file</source>
        <extracomment>Button that forgets a key file before it is imported</extracomment>
        <translation>Andere Datei</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Your OpenPGP keys</source>
        <extracomment>Name of the list of OpenPGP keys</extracomment>
        <translation>Ihre OpenPGP-Schlüssel</translation>
    </message>
</context>
<context>
    <name>KeyNames</name>
    <message>
        <source>Ctrl</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Alt</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Home</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Space</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Leertaste</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Press the keys</source>
        <extracomment>On the button that shows a key combination: it waits for another one; or there is none</extracomment>
        <translation>Tasten drücken</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>%1, on a smart card</source>
        <extracomment>Under a key that is on a smart card. %1 is its kind, such as &quot;rsa4096&quot;</extracomment>
        <translation>%1, auf einer Chipkarte</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>Heading of the sheet that lists the keys</extracomment>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <extracomment>Name of the field that searches the list of keys</extracomment>
        <translation>Tastenkürzel suchen</translation>
    </message>
    <message>
        <source>What should a key do?</source>
        <extracomment>In the empty field that searches the list of keys</extracomment>
        <translation>Was soll eine Taste tun?</translation>
    </message>
    <message>
        <source>No key does that. The command palette finds everything by name.</source>
        <extracomment>In place of the list of keys</extracomment>
        <translation>Dafür gibt es kein Tastenkürzel. Die Befehlspalette findet alles nach Namen.</translation>
    </message>
</context>
<context>
    <name>KeyStep</name>
    <message>
        <source>The server will encrypt for this key and know you by it. It never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <extracomment>Sentence under the heading of the key screen; when the server does not know a key yet</extracomment>
        <translation>Der Server wird für diesen Schlüssel verschlüsseln und Sie daran erkennen. Er verlässt gpg-agent nie; Coffret sieht weder ihn noch seine Passphrase.</translation>
    </message>
    <message>
        <source>These are in your GnuPG keyring or on your smart card. The key never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <translation>Diese sind in Ihrem GnuPG-Schlüsselbund oder auf Ihrer Chipkarte. Der Schlüssel verlässt gpg-agent nie; Coffret sieht weder ihn noch seine Passphrase.</translation>
    </message>
    <message>
        <source>Which key shall be yours?</source>
        <extracomment>Heading of the screen that lists OpenPGP keys; when the server does not know a key yet</extracomment>
        <translation>Welcher Schlüssel soll Ihrer sein?</translation>
    </message>
    <message>
        <source>Which key is yours?</source>
        <translation>Welcher Schlüssel ist Ihrer?</translation>
    </message>
    <message>
        <source>The server knows you by this key</source>
        <extracomment>Above the fingerprint of the key that the server has for this user</extracomment>
        <translation>An diesem Schlüssel erkennt Sie der Server</translation>
    </message>
    <message>
        <source>For %1. gpg asks for a passphrase: a long one that you will not forget, because nobody can reset it.</source>
        <extracomment>%1 is a name and an e-mail address</extracomment>
        <translation>Für %1. gpg fragt nach einer Passphrase: Wählen Sie eine lange, die Sie nicht vergessen, denn niemand kann sie zurücksetzen.</translation>
    </message>
    <message>
        <source>No key yet, or rather a fresh one?</source>
        <extracomment>Beside the button that makes a new key</extracomment>
        <translation>Noch kein Schlüssel, oder lieber ein neuer?</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <extracomment>Button that makes a new OpenPGP key</extracomment>
        <translation>Neuen Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>Use a key file…</source>
        <extracomment>Button that shows the field for a file with a private key</extracomment>
        <translation>Schlüsseldatei verwenden …</translation>
    </message>
</context>
<context>
    <name>KitStep</name>
    <message>
        <source>The kit is signed by the key in it and unaltered. Next, Coffret looks whether the server still has the key the kit names. Your key goes into your GnuPG keyring on the last screen, not before.</source>
        <extracomment>Sentence under the heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>Das Kit ist mit dem Schlüssel darin signiert und unverändert. Als Nächstes prüft Coffret, ob der Server noch den Schlüssel hat, den das Kit nennt. Ihr Schlüssel kommt erst auf der letzten Seite in Ihren GnuPG-Schlüsselbund, nicht vorher.</translation>
    </message>
    <message>
        <source>Passbolt&apos;s web page saves one under Profile, Desktop app setup. It holds your key, locked with your passphrase, and the server&apos;s.</source>
        <translation>Passbolts Webseite speichert eines unter „Profil“, „Desktop-App-Setup“. Es enthält Ihren Schlüssel, mit Ihrer Passphrase gesichert, und den des Servers.</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <extracomment>Heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>Sind Sie das?</translation>
    </message>
    <message>
        <source>Your account kit</source>
        <translation>Ihr Konto-Kit</translation>
    </message>
    <message>
        <source>Account kits (*.passbolt)</source>
        <extracomment>Entry of the file type list in the account kit&apos;s file dialog</extracomment>
        <translation>Konto-Kits (*.passbolt)</translation>
    </message>
    <message>
        <source>Or drop the file anywhere on this window.</source>
        <extracomment>Help under the account kit field</extracomment>
        <translation>Sie können die Datei auch irgendwo auf diesem Fenster ablegen.</translation>
    </message>
    <message>
        <source>Account kit</source>
        <extracomment>Label of the account kit field</extracomment>
        <translation>Konto-Kit</translation>
    </message>
</context>
<context>
    <name>ListCaption</name>
    <message numerus="yes">
        <source>%n shown</source>
        <extracomment>Above the list: how many secrets it shows. %n is the number</extracomment>
        <translation>
            <numerusform>%n angezeigt</numerusform>
            <numerusform>%n angezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Sort the list</source>
        <extracomment>Name of the button that chooses the order of a list</extracomment>
        <translation>Liste sortieren</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>/</source>
        <extracomment>Key that jumps to the search field, shown inside it</extracomment>
        <translation>/</translation>
    </message>
    <message>
        <source>Search secrets</source>
        <extracomment>Accessible name of the search field</extracomment>
        <translation>Geheimnisse durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty search field</extracomment>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <extracomment>Key that begins a new secret, beside the button&apos;s name</extracomment>
        <translation>Strg+N</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Name of the button that begins a new secret</extracomment>
        <translation>Neues Geheimnis</translation>
    </message>
</context>
<context>
    <name>ListPlaceholder</name>
    <message>
        <source>Search all secrets</source>
        <extracomment>Button in an empty search result: looks in every list</extracomment>
        <translation>Alle Geheimnisse durchsuchen</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <extracomment>Button in an empty list: shows secrets of every type again</extracomment>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Search in all accounts</source>
        <extracomment>Button in an empty search result: opens the quick lookup with what was searched for</extracomment>
        <translation>In allen Konten suchen</translation>
    </message>
</context>
<context>
    <name>LockedPage</name>
    <message>
        <source>Values, names and tokens were forgotten. Unlocking signs in again.</source>
        <extracomment>On the locked window</extracomment>
        <translation>Werte, Namen und Token wurden vergessen. Beim Entsperren werden Sie neu angemeldet.</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>On the locked window</extracomment>
        <translation>Coffret ist gesperrt</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Button on the locked window</extracomment>
        <translation>Entsperren</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen</extracomment>
        <translation>Bei diesem Konto wird nichts ausgeliehen</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>Menu: a preference of the account</extracomment>
        <translation>Beim Sperren oder Beenden von Coffret zurückgeben</translation>
    </message>
</context>
<context>
    <name>ManyTexts</name>
    <message numerus="yes">
        <source>%n secret(s) change.</source>
        <extracomment>What a change of many secrets comes to. %n is how many of them change.</extracomment>
        <translation>
            <numerusform>%n Geheimnis ändert sich.</numerusform>
            <numerusform>%n Geheimnisse ändern sich.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change in this way and stay as they are.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis dürfen Sie so nicht ändern; es bleibt, wie es ist.</numerusform>
            <numerusform>%n Geheimnisse dürfen Sie so nicht ändern; sie bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis ist schon so.</numerusform>
            <numerusform>%n Geheimnisse sind schon so.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” cannot be changed; the report says why.</source>
        <extracomment>What a change of many secrets comes to. %1 is the name of a secret that cannot be changed.</extracomment>
        <translation>„%1“ lässt sich nicht ändern; der Bericht sagt, warum.</translation>
    </message>
    <message numerus="yes">
        <source>Share %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are shared. %n is how many were chosen.</extracomment>
        <translation>
            <numerusform>%n Geheimnis freigeben?</numerusform>
            <numerusform>%n Geheimnisse freigeben?</numerusform>
        </translation>
    </message>
    <message>
        <source>Share</source>
        <extracomment>Button: gives people access to many secrets.</extracomment>
        <translation>Freigeben</translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) out of their folders?</source>
        <extracomment>Heading of the question before secrets are moved to the top. %n is how many.</extracomment>
        <translation>
            <numerusform>%n Geheimnis aus seinem Ordner herausnehmen?</numerusform>
            <numerusform>%n Geheimnisse aus ihren Ordnern herausnehmen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) to %1?</source>
        <extracomment>Heading of the question before secrets are moved. %n is how many, %1 is where.</extracomment>
        <translation>
            <numerusform>%n Geheimnis nach %1 verschieben?</numerusform>
            <numerusform>%n Geheimnisse nach %1 verschieben?</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves many secrets.</extracomment>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Who can read what is moved is up to the rules of the new place.</source>
        <extracomment>Question before secrets are moved on a server that tells nobody beforehand who will be able to read them.</extracomment>
        <translation>Wer lesen kann, was verschoben wird, bestimmen die Regeln des neuen Orts.</translation>
    </message>
    <message>
        <source>Adding to favourites</source>
        <extracomment>Heading while many secrets get a star, or lose it.</extracomment>
        <translation>Zu Favoriten hinzufügen</translation>
    </message>
    <message>
        <source>Removing from favourites</source>
        <translation>Aus Favoriten entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are shared: they are deleted for everyone.</source>
        <extracomment>Question before many secrets are deleted. %n is how many of them others see too.</extracomment>
        <translation>
            <numerusform>%n davon ist freigegeben und wird für alle gelöscht.</numerusform>
            <numerusform>%n davon sind freigegeben und werden für alle gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before many secrets are deleted.</extracomment>
        <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)</source>
        <extracomment>Button: deletes many secrets. %n is how many.</extracomment>
        <translation>
            <numerusform>%n Geheimnis löschen</numerusform>
            <numerusform>%n Geheimnisse löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are deleted. %n is how many.</extracomment>
        <translation>
            <numerusform>%n Geheimnis löschen?</numerusform>
            <numerusform>%n Geheimnisse löschen?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MaskDots</name>
    <message>
        <source>Hidden</source>
        <extracomment>Spoken instead of a value that is masked</extracomment>
        <translation>Verborgen</translation>
    </message>
</context>
<context>
    <name>Matches</name>
    <message>
        <source>Similar</source>
        <extracomment>Heading within a list of what was found: what follows has only something similar to what was typed.</extracomment>
        <translation>Ähnlich</translation>
    </message>
</context>
<context>
    <name>MemberRow</name>
    <message>
        <source>Manager</source>
        <extracomment>What somebody is in a group</extracomment>
        <translation>Verwalter</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>The only manager has to stay</source>
        <extracomment>Menu: takes somebody out of a group, or back; the first when nobody else manages it</extracomment>
        <translation>Der einzige Verwalter muss bleiben</translation>
    </message>
    <message>
        <source>Stays in the group</source>
        <translation>Bleibt in der Gruppe</translation>
    </message>
    <message>
        <source>Take out of the group</source>
        <translation>Aus der Gruppe nehmen</translation>
    </message>
    <message>
        <source>%2: %1</source>
        <extracomment>Accessible name of the button that offers what somebody is in a group. %2 is a person, %1 what they are now</extracomment>
        <translation>%2: %1</translation>
    </message>
</context>
<context>
    <name>NameTags</name>
    <message>
        <source>Valid for</source>
        <extracomment>Label above the host names, addresses and so on that a certificate is for</extracomment>
        <translation>Gültig für</translation>
    </message>
    <message>
        <source>Valid for %1</source>
        <extracomment>What a screen reader says of the names a certificate is for. %1 is a list of names</extracomment>
        <translation>Gültig für %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>Button below the first names a certificate is for. %n is how many more there are</extracomment>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Description</source>
        <extracomment>Label above the readable description of a secret</extracomment>
        <translation>Beschreibung</translation>
    </message>
</context>
<context>
    <name>NothingChosen</name>
    <message>
        <source>Its fields appear here, masked until you ask for them.</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>Hier erscheinen seine Felder, verdeckt, bis Sie sie anzeigen lassen.</translation>
    </message>
    <message>
        <source>Choose a secret</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>Wählen Sie ein Geheimnis</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <extracomment>Key that jumps to the search field</extracomment>
        <translation>Strg+F</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>What a key does</extracomment>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <extracomment>Key that copies the main value</extracomment>
        <translation>Strg+C</translation>
    </message>
    <message>
        <source>Copy the password, key or token</source>
        <extracomment>What a key does</extracomment>
        <translation>Passwort, Schlüssel oder Token kopieren</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <extracomment>Key that copies the user name</extracomment>
        <translation>Strg+B</translation>
    </message>
    <message>
        <source>Copy the user name</source>
        <extracomment>What a key does</extracomment>
        <translation>Benutzernamen kopieren</translation>
    </message>
</context>
<context>
    <name>OfflineSettingWords</name>
    <message>
        <source>Keep nothing</source>
        <extracomment>A choice in the settings: nothing is kept on this computer.</extracomment>
        <translation>Nichts behalten</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>A choice in the settings: for how long something is kept.</extracomment>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxRow</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before a change that waits is given up</extracomment>
        <translation>Geschriebenes verwerfen?</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up a change that waits</extracomment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: does not give up a change that waits</extracomment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Discard…</source>
        <extracomment>Button: asks before a change that waits is given up</extracomment>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>Edit…</source>
        <extracomment>Button: opens a change that waits in the form</extracomment>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Send now</source>
        <extracomment>Button: sends a change that waits</extracomment>
        <translation>Jetzt senden</translation>
    </message>
    <message>
        <source>Discard the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Verwerfen: Änderung von %1</translation>
    </message>
    <message>
        <source>Keep the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Behalten: Änderung von %1</translation>
    </message>
    <message>
        <source>Discard the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Verwerfen: Änderung von %1 …</translation>
    </message>
    <message>
        <source>Edit the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Bearbeiten: Änderung von %1 …</translation>
    </message>
    <message>
        <source>Send the change of %1 now</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Jetzt senden: Änderung von %1</translation>
    </message>
</context>
<context>
    <name>OutboxSheet</name>
    <message>
        <source>Not sent yet</source>
        <extracomment>Heading of a sheet: changes that were made without the server</extracomment>
        <translation>Noch nicht gesendet</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before changes that cannot be read are given up</extracomment>
        <translation>Verwerfen, was Sie geschrieben haben?</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>Button: tries once more to read what waits</extracomment>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Give it up…</source>
        <extracomment>Button: asks before what was written, and cannot be read any more, is given up</extracomment>
        <translation>Aufgeben …</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: what was written, and cannot be read any more, is given up</extracomment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: what was written, and cannot be read now, is not given up</extracomment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>They lie sealed on this computer until they are sent.</source>
        <extracomment>Under the heading of the sheet with changes that wait</extracomment>
        <translation>Sie liegen versiegelt auf diesem Computer, bis sie gesendet sind.</translation>
    </message>
</context>
<context>
    <name>PaletteList</name>
    <message>
        <source>Commands and places</source>
        <extracomment>Name of the list in the command palette</extracomment>
        <translation>Befehle und Orte</translation>
    </message>
</context>
<context>
    <name>PaletteRow</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>Said after a line of a list: its place. %1 and %2 are numbers</extracomment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>PeopleTexts</name>
    <message>
        <source>Confirmed</source>
        <extracomment>State of a person&apos;s key: compared before, and the same as then.</extracomment>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <extracomment>State of a person&apos;s key: the user never compared it.</extracomment>
        <translation>Noch nicht verglichen</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>State of a person&apos;s key: another one than before.</extracomment>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <extracomment>State of a person&apos;s key: expired, revoked or too weak.</extracomment>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder.</extracomment>
        <translation>Kann lesen</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: reading included.</extracomment>
        <translation>Kann bearbeiten</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: everything, sharing and deleting included.</extracomment>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>No access</source>
        <extracomment>In place of a right to a secret or folder.</extracomment>
        <translation>Kein Zugriff</translation>
    </message>
    <message>
        <source>See and copy</source>
        <extracomment>What a right means.</extracomment>
        <translation>Ansehen und kopieren</translation>
    </message>
    <message>
        <source>Change, move and delete as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>Auch ändern, verschieben und löschen</translation>
    </message>
    <message>
        <source>Decide who has access as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>Auch bestimmen, wer Zugriff hat</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a person or group that will be given access.</extracomment>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Loses access</source>
        <extracomment>Beside a person or group whose access will be taken away.</extracomment>
        <translation>Verliert den Zugriff</translation>
    </message>
    <message>
        <source>Until now: %1</source>
        <extracomment>Beside a person or group whose right will change. %1 is the right until now.</extracomment>
        <translation>Bisher: %1</translation>
    </message>
    <message>
        <source>Group</source>
        <extracomment>Beside the name of a group.</extracomment>
        <translation>Gruppe</translation>
    </message>
    <message numerus="yes">
        <source>Group, %n member(s)</source>
        <extracomment>Beside the name of a group. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>Gruppe, %n Mitglied</numerusform>
            <numerusform>Gruppe, %n Mitglieder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>A list of names that is cut short. %1 are some names, %n is how many more there are.</extracomment>
        <translation>
            <numerusform>%1 und %n weitere Person</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: “%2” becomes “%3”.</source>
        <extracomment>What a change of access comes to. %1 is a person or group, %2 and %3 are rights.</extracomment>
        <translation>%1: „%2“ wird zu „%3“.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) can read it from now on: %1.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n Person kann es künftig lesen: %1.</numerusform>
            <numerusform>%n Personen können es künftig lesen: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) lose access: %1. What they have read before, they may still know.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n Person verliert den Zugriff: %1. Was sie gelesen hat, kann sie noch wissen.</numerusform>
            <numerusform>%n Personen verlieren den Zugriff: %1. Was sie gelesen haben, können sie noch wissen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It applies to %n secret(s) and to folders: %1.</source>
        <extracomment>What a change of access comes to. %1 is a number of folders; %n a number of secrets.</extracomment>
        <translation>
            <numerusform>Das gilt für %n Geheimnis und für Ordner: %1.</numerusform>
            <numerusform>Das gilt für %n Geheimnisse und für Ordner: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody vouches for the value of %n secret(s): it is passed on without your signature, and new readers see it as unsigned.</source>
        <extracomment>What a change of access comes to. %n is a number of secrets; a signature says who wrote one.</extracomment>
        <translation>
            <numerusform>Für den Wert von %n Geheimnis bürgt niemand: Er wird ohne Ihre Signatur weitergegeben; wer ihn neu liest, sieht ihn als nicht signiert.</numerusform>
            <numerusform>Für den Wert von %n Geheimnissen bürgt niemand: Er wird ohne Ihre Signatur weitergegeben; wer ihn neu liest, sieht ihn als nicht signiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody gains or loses access.</source>
        <extracomment>What a change of access comes to: nothing.</extracomment>
        <translation>Niemand erhält oder verliert Zugriff.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) join and can read everything the group can: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n Person kommt hinzu und kann alles lesen, was die Gruppe lesen kann: %1.</numerusform>
            <numerusform>%n Personen kommen hinzu und können alles lesen, was die Gruppe lesen kann: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are encrypted for them.</source>
        <extracomment>What a change of a group comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis wird für sie verschlüsselt.</numerusform>
            <numerusform>%n Geheimnisse werden für sie verschlüsselt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) leave the group: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n Person verlässt die Gruppe: %1.</numerusform>
            <numerusform>%n Personen verlassen die Gruppe: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only who manages the group changes.</source>
        <extracomment>What a change of a group comes to.</extracomment>
        <translation>Es ändert sich nur, wer die Gruppe verwaltet.</translation>
    </message>
    <message>
        <source>%1 created it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 hat es erstellt</translation>
    </message>
    <message>
        <source>%1 opened it</source>
        <extracomment>What somebody did with a secret: looked at the values. %1 is a person.</extracomment>
        <translation>%1 hat es geöffnet</translation>
    </message>
    <message>
        <source>%1 changed it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 hat es geändert</translation>
    </message>
    <message>
        <source>%1 changed who has access</source>
        <extracomment>What somebody did with a secret: changed who has access. %1 is a person.</extracomment>
        <translation>%1 hat geändert, wer Zugriff hat</translation>
    </message>
    <message>
        <source>%1 moved it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 hat es verschoben</translation>
    </message>
    <message>
        <source>%1 deleted it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 hat es gelöscht</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What somebody did with a secret, in the server&apos;s own word. %1 is a person, %2 that word.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) in it are not yours to share and stay as they are.</source>
        <extracomment>What a change of access to a folder comes to. %n is a number of secrets and folders inside it.</extracomment>
        <translation>
            <numerusform>%n Element darin dürfen Sie nicht freigeben; es bleibt, wie es ist.</numerusform>
            <numerusform>%n Elemente darin dürfen Sie nicht freigeben; sie bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever is in the group “%1”, now or later: “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>Wer in der Gruppe „%1“ ist oder später dazukommt: „%2“.</translation>
    </message>
    <message>
        <source>The group “%1” loses “%2”: whoever joins it later gains nothing.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>Die Gruppe „%1“ verliert „%2“: Wer später dazukommt, erhält nichts.</translation>
    </message>
    <message>
        <source>%1 gains “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 erhält „%2“.</translation>
    </message>
    <message>
        <source>%1 loses “%2”, but has access through a group.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 verliert „%2“, hat aber Zugriff durch eine Gruppe.</translation>
    </message>
    <message>
        <source>Can be mistaken for another: look twice</source>
        <extracomment>Beside a person or a group that could be given access.</extracomment>
        <translation>Kann verwechselt werden: zweimal hinsehen</translation>
    </message>
</context>
<context>
    <name>PicturePicker</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</source>
        <extracomment>File type and last entry of the file type list in a file dialog</extracomment>
        <translation>Bilder (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Picture with a QR code</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>Bild mit einem QR-Code</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>Shared with everyone there</source>
        <extracomment>Below the folder a new secret goes to</extracomment>
        <translation>Mit allen dort geteilt</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Label of the folder a new secret goes to</extracomment>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <extracomment>Accessible name of the button that chooses another folder for a new secret. %1 is the one it goes to</extracomment>
        <translation>Ordner: %1</translation>
    </message>
    <message>
        <source>No folder, at the top</source>
        <extracomment>In place of a folder&apos;s name: a new secret goes to none</extracomment>
        <translation>Kein Ordner, ganz oben</translation>
    </message>
</context>
<context>
    <name>PlaceSheet</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Find a folder</source>
        <extracomment>Label of the field that narrows a list of folders</extracomment>
        <translation>Ordner suchen</translation>
    </message>
    <message>
        <source>Folders</source>
        <extracomment>Accessible name of the list of folders something can be put in</extracomment>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>No folder fits.</source>
        <extracomment>In place of a list of folders</extracomment>
        <translation>Kein Ordner passt.</translation>
    </message>
</context>
<context>
    <name>ProgramAccess</name>
    <message>
        <source>Coffret is locked. Unlock it first, or say --unlock.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. --unlock is an option and stays as it is.</extracomment>
        <translation>Coffret ist gesperrt. Entsperren Sie es zuerst, oder geben Sie --unlock an.</translation>
    </message>
    <message>
        <source>The account “%1” is not open.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the name of an account.</extracomment>
        <translation>Das Konto „%1“ ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>There is nothing at “%1”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>Unter „%1“ ist nichts.</translation>
    </message>
    <message>
        <source>Several secrets are called “%1”:</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the end of a path; the whole paths follow.</extracomment>
        <translation>Mehrere Geheimnisse heißen „%1“:</translation>
    </message>
    <message>
        <source>“%1” has no main value. Name a field.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>„%1“ hat keinen Hauptwert. Nennen Sie ein Feld.</translation>
    </message>
    <message>
        <source>“%1” has no field “%2”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret, %2 what somebody takes for a field of it.</extracomment>
        <translation>„%1“ hat kein Feld „%2“.</translation>
    </message>
    <message>
        <source>“%1” has no one-time code.</source>
        <extracomment>In a terminal, from &quot;coffret otp&quot;. %1 is the path of a secret.</extracomment>
        <translation>„%1“ hat keinen Einmalcode.</translation>
    </message>
    <message>
        <source>That was refused in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person said no in Coffret&apos;s window.</extracomment>
        <translation>Das wurde im Fenster von Coffret abgelehnt.</translation>
    </message>
    <message>
        <source>Nobody answered the question in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person was asked in Coffret&apos;s window.</extracomment>
        <translation>Niemand hat die Frage im Fenster von Coffret beantwortet.</translation>
    </message>
    <message>
        <source>Too many programs ask at once. Try again later.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Zu viele Programme fragen zugleich an. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The value of “%1” is larger than 1 MiB.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>Der Wert von „%1“ ist größer als 1 MiB.</translation>
    </message>
    <message>
        <source>%1 Say --unverified to take it all the same.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is a sentence about the signature. --unverified stays as it is.</extracomment>
        <translation>%1 Geben Sie --unverified an, um den Wert trotzdem anzunehmen.</translation>
    </message>
    <message>
        <source>A program that cannot be identified</source>
        <extracomment>Stands where the name of a program does.</extracomment>
        <translation>Ein nicht identifizierbares Programm</translation>
    </message>
    <message>
        <source>process %1</source>
        <extracomment>Of a program that runs. %1 is its number.</extracomment>
        <translation>Prozess %1</translation>
    </message>
    <message>
        <source>started by %1</source>
        <extracomment>Of a program that runs. %1 are the programs it was started by, the nearest first.</extracomment>
        <translation>gestartet von %1</translation>
    </message>
    <message>
        <source>Main value</source>
        <extracomment>Beside the path of a secret that another program wants: the program named none of its fields</extracomment>
        <translation>Hauptwert</translation>
    </message>
    <message>
        <source>Coffret to be unlocked</source>
        <extracomment>In the list of what another program wants, while Coffret is locked</extracomment>
        <translation>Dass Coffret entsperrt wird</translation>
    </message>
</context>
<context>
    <name>ProgramAccessSheet</name>
    <message>
        <source>Allow it only if you have just started something that needs this.</source>
        <extracomment>Below the names of secrets that another program wants</extracomment>
        <translation>Erlauben Sie es nur, wenn Sie gerade etwas gestartet haben, das dies braucht.</translation>
    </message>
    <message>
        <source>Coffret cannot tell which program this is. Allow it only if you have just started something that needs this.</source>
        <translation>Coffret kann nicht feststellen, welches Programm das ist. Erlauben Sie es nur, wenn Sie gerade etwas gestartet haben, das dies braucht.</translation>
    </message>
    <message>
        <source>Refused in %1 s</source>
        <extracomment>Beside the buttons while a question waits for an answer. %1 is a number of seconds</extracomment>
        <translation>Wird in %1 s abgelehnt</translation>
    </message>
    <message>
        <source>%1 wants the names of your secrets</source>
        <extracomment>Heading of the question whether another program may have secrets. %1 is its name: values, or only names</extracomment>
        <translation>%1 will die Namen Ihrer Geheimnisse erfahren</translation>
    </message>
    <message>
        <source>%1 wants to read secrets</source>
        <translation>%1 will Geheimnisse lesen</translation>
    </message>
    <message>
        <source>Refuse</source>
        <extracomment>Button: another program gets no secrets</extracomment>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Allow once</source>
        <extracomment>Button: another program gets what it wants this time</extracomment>
        <translation>Einmal erlauben</translation>
    </message>
    <message>
        <source>Allow everything until Coffret locks</source>
        <extracomment>Button: another program gets every secret it wants until Coffret locks</extracomment>
        <translation>Alles erlauben, bis Coffret gesperrt wird</translation>
    </message>
    <message>
        <source>What it wants</source>
        <extracomment>Accessible name of the list of what another program wants</extracomment>
        <translation>Was das Programm will</translation>
    </message>
    <message>
        <source>Time left</source>
        <extracomment>Accessible name of a bar that shows how much time is left for an answer</extracomment>
        <translation>Verbleibende Zeit</translation>
    </message>
</context>
<context>
    <name>QrButton</name>
    <message>
        <source>Read a QR code</source>
        <extracomment>Name of the button that offers to take a key from a QR code</extracomment>
        <translation>QR-Code lesen</translation>
    </message>
    <message>
        <source>From the screen…</source>
        <extracomment>Menu: where a QR code is; asks for a part of the screen</extracomment>
        <translation>Vom Bildschirm …</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <extracomment>Menu: where a QR code is</extracomment>
        <translation>Aus der Zwischenablage</translation>
    </message>
    <message>
        <source>From a picture file…</source>
        <extracomment>Menu: where a QR code is; opens a file dialog</extracomment>
        <translation>Aus einer Bilddatei …</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>Remove from search: %1</source>
        <extracomment>Accessible name of a chip below the search field. %1 is what the search asks for, as &quot;Favourites&quot; or &quot;In Finance&quot;</extracomment>
        <translation>Aus der Suche nehmen: %1</translation>
    </message>
</context>
<context>
    <name>QueryChips</name>
    <message>
        <source>What the search asks for</source>
        <extracomment>Accessible name of the row of chips below the search field</extracomment>
        <translation>Wonach die Suche fragt</translation>
    </message>
</context>
<context>
    <name>QuickActions</name>
    <message>
        <source>Actions</source>
        <extracomment>Name of the list of what can be done with a secret, in the quick lookup</extracomment>
        <translation>Aktionen</translation>
    </message>
</context>
<context>
    <name>QuickFooter</name>
    <message>
        <source>copy</source>
        <translation>kopieren</translation>
    </message>
    <message>
        <source>open</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>close</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>schließen</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <extracomment>Keys, as they are printed on keyboards.</extracomment>
        <translation>Strg+Enter</translation>
    </message>
    <message>
        <source>do it</source>
        <extracomment>What a key does, at the foot of the quick lookup: copies what was found, or does what is listed</extracomment>
        <translation>ausführen</translation>
    </message>
    <message>
        <source>back</source>
        <extracomment>What a key does, at the foot of the quick lookup: lists what else can be done, or goes back from there</extracomment>
        <translation>zurück</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mehr</translation>
    </message>
    <message>
        <source>Tab</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Tab</translation>
    </message>
    <message>
        <source>account</source>
        <extracomment>What a key does, at the foot of the quick lookup: looks in one account only</extracomment>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>choose</source>
        <extracomment>What a key does, at the foot of the quick lookup: chooses the first of those that are only similar to what was typed</extracomment>
        <translation>auswählen</translation>
    </message>
</context>
<context>
    <name>QuickList</name>
    <message>
        <source>Results</source>
        <extracomment>Name of the result list in the quick lookup</extracomment>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>QuickLookup</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Title of the quick lookup window
----------
Name of the field in the quick lookup</extracomment>
        <translation>Schnellsuche</translation>
    </message>
    <message>
        <source>Type a name, user or address</source>
        <extracomment>Hint in the empty field of the quick lookup</extracomment>
        <translation>Name, Benutzer oder Adresse eingeben</translation>
    </message>
</context>
<context>
    <name>ReaderRow</name>
    <message>
        <source>Compared</source>
        <extracomment>State of a key: the user has just said that it is right</extracomment>
        <translation>Verglichen</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <extracomment>Button beside a person in a list. %1 is the name</extracomment>
        <translation>%1 aus der Liste nehmen</translation>
    </message>
    <message>
        <source>This name or address can be mistaken for another person&apos;s. Look twice.</source>
        <extracomment>Warning beside a person&apos;s name</extracomment>
        <translation>Dieser Name oder diese Adresse lässt sich mit der einer anderen Person verwechseln. Sehen Sie genau hin.</translation>
    </message>
    <message>
        <source>Known</source>
        <extracomment>Before the fingerprint of the key somebody had until now</extracomment>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>The key you know</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>Der Schlüssel, den Sie kennen</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>Before the fingerprint of the key somebody has now</extracomment>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>The key shown now</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>Der Schlüssel, der jetzt gezeigt wird</translation>
    </message>
    <message>
        <source>I have compared this with %1</source>
        <extracomment>Below a fingerprint. %1 is a person&apos;s name</extracomment>
        <translation>Ich habe dies mit %1 verglichen</translation>
    </message>
    <message>
        <source>%1 says the new key is right</source>
        <extracomment>Button below two fingerprints. %1 is a person&apos;s name</extracomment>
        <translation>%1 bestätigt den neuen Schlüssel</translation>
    </message>
</context>
<context>
    <name>ReadersSheet</name>
    <message>
        <source>Compare each fingerprint with its owner, by telephone or side by side. Whoever is wrong here could read along.</source>
        <extracomment>Under the heading of the question whose keys these are</extracomment>
        <translation>Vergleichen Sie jeden Fingerabdruck mit dem Inhaber, am Telefon oder nebeneinander. Stimmt hier einer nicht, könnte jemand mitlesen.</translation>
    </message>
    <message>
        <source>I compared all of them</source>
        <extracomment>Button: says of every key that it was compared</extracomment>
        <translation>Ich habe alle verglichen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>RecipientRow</name>
    <message>
        <source>Leave out %1</source>
        <extracomment>Name of the button that takes somebody out of the list of who can open a file. %1 is a person</extracomment>
        <translation>%1 auslassen</translation>
    </message>
</context>
<context>
    <name>RemoveAccountSheet</name>
    <message>
        <source>Coffret signs out and forgets on this computer what it kept of this account: its settings, its token or remembered second factor, the fingerprints of colleagues you accepted, and what was noted of signatures. Nothing changes at the server, and your own keys stay.</source>
        <extracomment>Below the question before an account is removed</extracomment>
        <translation>Coffret meldet sich ab und vergisst auf diesem Rechner, was es von diesem Konto aufbewahrt hat: die Einstellungen, das Token oder den gemerkten zweiten Faktor, die von Ihnen akzeptierten Fingerabdrücke der Kolleginnen und Kollegen und was über Signaturen vermerkt wurde. Auf dem Server ändert sich nichts, und Ihre eigenen Schlüssel bleiben.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons while an account is being removed</extracomment>
        <translation>Wird abgemeldet …</translation>
    </message>
    <message>
        <source>Remove “%1” from this computer?</source>
        <extracomment>Heading of the question before an account is removed. %1 is its name</extracomment>
        <translation>„%1“ von diesem Rechner entfernen?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>Button: takes an account off this computer</extracomment>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>RevealTimer</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>Weiter anzeigen</translation>
    </message>
</context>
<context>
    <name>RevisionField</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is decrypted</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on an earlier value. %1 is its label</extracomment>
        <translation>%1 verbergen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
</context>
<context>
    <name>RevisionRow</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of values while they are fetched and decrypted</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>The one-time code of that time is not shown. Editing with these values keeps the present one.</source>
        <extracomment>Below the earlier values of a secret that had a one-time code then</extracomment>
        <translation>Der damalige Einmalcode wird nicht angezeigt. Beim Bearbeiten mit diesen Werten bleibt der jetzige erhalten.</translation>
    </message>
    <message>
        <source>Edit with these values</source>
        <extracomment>Button: begins an edit with these earlier values</extracomment>
        <translation>Mit diesen Werten bearbeiten</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <extracomment>Under an earlier state of a secret&apos;s values. %2 is a person, %1 a moment</extracomment>
        <translation>%2, %1</translation>
    </message>
    <message>
        <source>expanded</source>
        <extracomment>Said of an earlier state of a secret&apos;s values: its fields are shown below it, or not</extracomment>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>zugeklappt</translation>
    </message>
</context>
<context>
    <name>RevisionTexts</name>
    <message>
        <source>Being changed on the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has not taken them over yet.</extracomment>
        <translation>Wird auf dem Zielsystem geändert</translation>
    </message>
    <message>
        <source>Confirmed by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has taken them over.</extracomment>
        <translation>Vom Zielsystem bestätigt</translation>
    </message>
    <message>
        <source>Confirmed by the target system, %1</source>
        <translation>Vom Zielsystem bestätigt, %1</translation>
    </message>
    <message>
        <source>Rejected by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open did not take them over.</extracomment>
        <translation>Vom Zielsystem abgelehnt</translation>
    </message>
    <message>
        <source>Rejected by the target system, %1</source>
        <translation>Vom Zielsystem abgelehnt, %1</translation>
    </message>
    <message>
        <source>Current values</source>
        <extracomment>The values a secret has now, in the list of its earlier ones.</extracomment>
        <translation>Aktuelle Werte</translation>
    </message>
    <message>
        <source>Earlier values</source>
        <extracomment>Values that a secret had before, in a list of such.</extracomment>
        <translation>Frühere Werte</translation>
    </message>
    <message>
        <source>Values until %1</source>
        <extracomment>Values that a secret had before, in a list of such. %1 is the moment when others took their place, for example &quot;2 min ago&quot; or &quot;12 Mar 2024&quot;.</extracomment>
        <translation>Werte bis %1</translation>
    </message>
</context>
<context>
    <name>RightMenu</name>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder</extracomment>
        <translation>Kann lesen</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: change, move, delete</extracomment>
        <translation>Kann bearbeiten</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: decide who has access</extracomment>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>The only owner has to stay</source>
        <extracomment>Menu: takes somebody&apos;s access away, or gives it back; the first when they are the only owner</extracomment>
        <translation>Der einzige Besitzer muss bleiben</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>Kein Zugriff</translation>
    </message>
    <message>
        <source>Take access away</source>
        <translation>Zugriff entziehen</translation>
    </message>
</context>
<context>
    <name>ScopeChoice</name>
    <message>
        <source>What</source>
        <extracomment>Label of a choice: which secrets are exported</extracomment>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>SealingPeople</name>
    <message>
        <source>Who else can read them</source>
        <extracomment>Heading above the people whom values are encrypted for, besides the user</extracomment>
        <translation>Wer sie außerdem lesen kann</translation>
    </message>
    <message>
        <source>Nobody but you.</source>
        <extracomment>In place of a list of people</extracomment>
        <translation>Niemand außer Ihnen.</translation>
    </message>
    <message>
        <source>Add somebody from your GnuPG keyring</source>
        <extracomment>In the field that looks people up in the user&apos;s GnuPG keyring</extracomment>
        <translation>Jemanden aus Ihrem GnuPG-Schlüsselbund hinzufügen</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.key)</source>
        <extracomment>Kind of files in a file dialog</extracomment>
        <translation>Öffentliche Schlüssel (*.asc *.gpg *.key)</translation>
    </message>
    <message>
        <source>Or add somebody by a file with their public key</source>
        <extracomment>Label of a field for the path of a file</extracomment>
        <translation>Oder jemanden mit der Datei des öffentlichen Schlüssels hinzufügen</translation>
    </message>
</context>
<context>
    <name>SealingSheet</name>
    <message>
        <source>Sealed values are encrypted and signed with OpenPGP before they leave, so that the server cannot read them; names, user names and descriptions stay readable for it.</source>
        <extracomment>Under the heading of the sheet about encrypting values with OpenPGP</extracomment>
        <translation>Versiegelte Werte werden mit OpenPGP verschlüsselt und signiert, bevor sie den Rechner verlassen, sodass der Server sie nicht lesen kann; Namen, Benutzernamen und Beschreibungen bleiben für ihn lesbar.</translation>
    </message>
    <message>
        <source>Seal values of “%1”</source>
        <extracomment>Heading of the sheet about encrypting values with OpenPGP. %1 is the name of an account</extracomment>
        <translation>Werte von „%1“ versiegeln</translation>
    </message>
    <message>
        <source>Unseal existing values…</source>
        <extracomment>Button: everything that was encrypted is written in the clear again, after a question</extracomment>
        <translation>Vorhandene Werte entsiegeln …</translation>
    </message>
    <message>
        <source>Seal existing values…</source>
        <extracomment>Button: everything that is in the clear is encrypted, after a question</extracomment>
        <translation>Vorhandene Werte versiegeln …</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Seal new and changed values of this account</source>
        <extracomment>Turns on that values are encrypted with OpenPGP</extracomment>
        <translation>Neue und geänderte Werte dieses Kontos versiegeln</translation>
    </message>
    <message>
        <source>Your key, which signs and can always read</source>
        <extracomment>Heading above the user&apos;s OpenPGP keys</extracomment>
        <translation>Ihr Schlüssel, der signiert und immer lesen kann</translation>
    </message>
    <message>
        <source>Reading your GnuPG keyring…</source>
        <extracomment>In place of the user&apos;s OpenPGP keys, while they are read, or when there is none</extracomment>
        <translation>Ihr GnuPG-Schlüsselbund wird gelesen …</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>Auf diesem Rechner ist kein OpenPGP-Schlüssel von Ihnen.</translation>
    </message>
</context>
<context>
    <name>SealingTexts</name>
    <message numerus="yes">
        <source>The values of %n secret(s) are written in the clear.</source>
        <extracomment>What taking the encryption back comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Die Werte von %n Geheimnis werden im Klartext geschrieben.</numerusform>
            <numerusform>Die Werte von %n Geheimnissen werden im Klartext geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever runs the server can read them then, and nobody&apos;s signature is on them.</source>
        <extracomment>What taking the encryption back comes to.</extracomment>
        <translation>Wer den Server betreibt, kann sie dann lesen, und sie tragen niemandes Signatur.</translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you alone.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Die Werte von %n Geheimnis werden nur für Sie verschlüsselt.</numerusform>
            <numerusform>Die Werte von %n Geheimnissen werden nur für Sie verschlüsselt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you and %1.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets, %1 are names of people.</extracomment>
        <translation>
            <numerusform>Die Werte von %n Geheimnis werden für Sie und %1 verschlüsselt.</numerusform>
            <numerusform>Die Werte von %n Geheimnissen werden für Sie und %1 verschlüsselt.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are signed with your key as they are on the server now.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>Die Werte werden so, wie sie jetzt auf dem Server sind, mit Ihrem Schlüssel signiert.</translation>
    </message>
    <message>
        <source>The server, and programs that fetch values from it, can no longer use them. Names, user names and descriptions stay readable.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>Der Server und Programme, die Werte von ihm abrufen, können sie nicht mehr verwenden. Namen, Benutzernamen und Beschreibungen bleiben lesbar.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis ist schon so.</numerusform>
            <numerusform>%n Geheimnisse sind schon so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis dürfen Sie nicht ändern; es bleibt, wie es ist.</numerusform>
            <numerusform>%n Geheimnisse dürfen Sie nicht ändern; sie bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) need approval or a check-out and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis muss erst genehmigt oder ausgeliehen werden und bleibt, wie es ist.</numerusform>
            <numerusform>%n Geheimnisse müssen erst genehmigt oder ausgeliehen werden und bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) would become too long for the server.</source>
        <extracomment>What sealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis würde zu lang für den Server.</numerusform>
            <numerusform>%n Geheimnisse würden zu lang für den Server.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) hold what nobody vouches for: look at them and save them yourself.</source>
        <extracomment>What sealing or unsealing comes to: nobody known has signed what they hold. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis enthält etwas, wofür niemand bürgt: Sehen Sie es an, und speichern Sie es selbst.</numerusform>
            <numerusform>%n Geheimnisse enthalten etwas, wofür niemand bürgt: Sehen Sie sie an, und speichern Sie sie selbst.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be read.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis ließ sich nicht lesen.</numerusform>
            <numerusform>%n Geheimnisse ließen sich nicht lesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This account holds no secrets.</source>
        <extracomment>Instead of sealing or unsealing.</extracomment>
        <translation>Dieses Konto enthält keine Geheimnisse.</translation>
    </message>
    <message>
        <source>Seal existing values?</source>
        <extracomment>Headings of the questions before the values of an account are encrypted with OpenPGP, or no longer.</extracomment>
        <translation>Vorhandene Werte versiegeln?</translation>
    </message>
    <message>
        <source>Unseal all values?</source>
        <translation>Alle Werte entsiegeln?</translation>
    </message>
    <message>
        <source>Seal values</source>
        <extracomment>Buttons: encrypts values with OpenPGP, or writes them in the clear.</extracomment>
        <translation>Werte versiegeln</translation>
    </message>
    <message>
        <source>Unseal values</source>
        <translation>Werte entsiegeln</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <extracomment>Name of the button that empties the search field</extracomment>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>SecondFactorSheet</name>
    <message>
        <source>It offers no way that Coffret knows. Sign in with a browser, or ask whoever runs the server.</source>
        <extracomment>Under the heading of the question for a second factor</extracomment>
        <translation>Er bietet keinen Weg an, den Coffret kennt. Melden Sie sich mit einem Browser an, oder fragen Sie den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>Duo asks in your browser. When it is done, paste the address the browser ended at.</source>
        <translation>Duo fragt in Ihrem Browser nach. Fügen Sie danach die Adresse ein, bei der der Browser angekommen ist.</translation>
    </message>
    <message>
        <source>Put the keyboard into the field and touch your YubiKey.</source>
        <translation>Setzen Sie den Cursor in das Feld, und berühren Sie Ihren YubiKey.</translation>
    </message>
    <message>
        <source>Type the code your authenticator app shows now.</source>
        <translation>Geben Sie den Code ein, den Ihre Authenticator-App gerade anzeigt.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>Beside the buttons while the server checks an answer</extracomment>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>%1 asks for a second factor</source>
        <extracomment>Heading of the question for a second factor. %1 is the name of an account</extracomment>
        <translation>%1 verlangt einen zweiten Faktor</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: does not sign in</extracomment>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Sign in</source>
        <extracomment>Button: answers the question for a second factor</extracomment>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of the field for a one-time code</extracomment>
        <translation>Einmalcode</translation>
    </message>
    <message>
        <source>YubiKey</source>
        <extracomment>Label of the field a YubiKey writes into</extracomment>
        <translation>YubiKey</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <extracomment>Button: goes on in the browser</extracomment>
        <translation>Browser öffnen</translation>
    </message>
    <message>
        <source>Address from the browser</source>
        <extracomment>Label of the field for the address the browser ended at</extracomment>
        <translation>Adresse aus dem Browser</translation>
    </message>
    <message>
        <source>Do not ask again on this computer for a month</source>
        <extracomment>Below the field for a second factor</extracomment>
        <translation>Auf diesem Rechner einen Monat lang nicht mehr fragen</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hidden</source>
        <extracomment>Said of a field of a form whose value is masked</extracomment>
        <translation>Verborgen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <extracomment>Name of the button on a field of a form. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1 anzeigen</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>%1 verbergen</translation>
    </message>
</context>
<context>
    <name>SecretList</name>
    <message>
        <source>Secrets</source>
        <extracomment>Accessible name of the list of secrets</extracomment>
        <translation>Geheimnisse</translation>
    </message>
</context>
<context>
    <name>SecretMarkers</name>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Der Zugriff muss erst genehmigt werden</translation>
    </message>
    <message>
        <source>Has a one-time code</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Hat einen Einmalcode</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Favorit</translation>
    </message>
</context>
<context>
    <name>SecretMenu</name>
    <message>
        <source>Ctrl+E</source>
        <extracomment>Key that edits, in a menu</extracomment>
        <translation>Strg+E</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Verschieben …</translation>
    </message>
    <message>
        <source>Add tag…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Schlagwort hinzufügen …</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>Umgebungen vergleichen …</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>Wert in Umgebungen setzen …</translation>
    </message>
    <message>
        <source>Expires in 90 days</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Läuft in 90 Tagen ab</translation>
    </message>
    <message>
        <source>Mark as expired</source>
        <extracomment>Menu of a secret: its value should be replaced at once</extracomment>
        <translation>Als abgelaufen markieren</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire</extracomment>
        <translation>Es ist kein Tag festgelegt</translation>
    </message>
    <message>
        <source>Never expires</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Läuft nie ab</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>Key that deletes, in a menu</extracomment>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <extracomment>Key that shows a value in large type, in a menu</extracomment>
        <translation>Strg+Umschalt+L</translation>
    </message>
    <message>
        <source>Large type</source>
        <extracomment>Menu of a secret: shows its value very big, each character with its number</extracomment>
        <translation>Große Schrift</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Q</source>
        <extracomment>Key that shows a value as a QR code, in a menu</extracomment>
        <translation>Strg+Umschalt+Q</translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <extracomment>Menu of a secret: shows its value as a QR code, for a camera</extracomment>
        <translation>Als QR-Code anzeigen</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <extracomment>Key that duplicates, in a menu</extracomment>
        <translation>Strg+D</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <extracomment>Menu of a secret: begins a new one that holds the same</extracomment>
        <translation>Duplizieren …</translation>
    </message>
</context>
<context>
    <name>ServerIdentitySheet</name>
    <message>
        <source>Either it was renewed, or somebody stands between you and the server. Nothing is sent until you know which. Ask whoever runs the server for the new fingerprint, over another way than this server.</source>
        <extracomment>Below the heading, when a server&apos;s key or certificate is another one than before</extracomment>
        <translation>Entweder gab es eine Erneuerung, oder jemand steht zwischen Ihnen und dem Server. Nichts wird gesendet, bis Sie wissen, was zutrifft. Fragen Sie den Betreiber des Servers nach dem neuen Fingerabdruck, und zwar auf einem anderen Weg als über diesen Server.</translation>
    </message>
    <message>
        <source>“%1” shows another certificate</source>
        <extracomment>Heading, when a server&apos;s key or certificate is another one than before. %1 is the name of an account</extracomment>
        <translation>„%1“ zeigt ein anderes Zertifikat</translation>
    </message>
    <message>
        <source>“%1” shows another OpenPGP key</source>
        <translation>„%1“ zeigt einen anderen OpenPGP-Schlüssel</translation>
    </message>
    <message>
        <source>Do not sign in</source>
        <extracomment>Button: a server&apos;s new fingerprint is not accepted</extracomment>
        <translation>Nicht anmelden</translation>
    </message>
    <message>
        <source>Compare and sign in</source>
        <extracomment>Button: compares what was typed, and accepts a server&apos;s new fingerprint if it agrees</extracomment>
        <translation>Vergleichen und anmelden</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint that was accepted before</extracomment>
        <translation>Bisher akzeptiert</translation>
    </message>
    <message>
        <source>Shown now</source>
        <extracomment>Above the fingerprint that the server shows now</extracomment>
        <translation>Jetzt gezeigt</translation>
    </message>
    <message>
        <source>Paste the fingerprint you were told, not the one shown above. If both agree, it is accepted from now on.</source>
        <extracomment>Help under the field for a server&apos;s new fingerprint</extracomment>
        <translation>Fügen Sie den Fingerabdruck ein, der Ihnen genannt wurde, nicht den oben gezeigten. Stimmen beide überein, wird er künftig akzeptiert.</translation>
    </message>
    <message>
        <source>Fingerprint you were told</source>
        <extracomment>Label of the field for a server&apos;s new fingerprint</extracomment>
        <translation>Fingerabdruck, der Ihnen genannt wurde</translation>
    </message>
</context>
<context>
    <name>ServerStep</name>
    <message>
        <source>Link from an e-mail</source>
        <extracomment>Label of the server address field; of the same field when a link is asked for</extracomment>
        <translation>Link aus einer E-Mail</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Serveradresse</translation>
    </message>
    <message>
        <source>Passbolt sends one to set an account up, and one to get back to it. Whoever has the link can do that, so Coffret keeps it only until it is used.</source>
        <translation>Passbolt versendet einen, um ein Konto einzurichten, und einen, um zu ihm zurückzukehren. Wer den Link hat, kann das tun; Coffret behält ihn daher nur, bis er verwendet ist.</translation>
    </message>
    <message>
        <source>Coffret talks HTTPS only and checks the server&apos;s certificate before anything else.</source>
        <translation>Coffret spricht nur HTTPS und prüft vor allem anderen das Zertifikat des Servers.</translation>
    </message>
    <message>
        <source>Paste the link</source>
        <translation>Fügen Sie den Link ein</translation>
    </message>
    <message>
        <source>Which server?</source>
        <translation>Welcher Server?</translation>
    </message>
    <message>
        <source>A link from a Passbolt e-mail can be pasted here too.</source>
        <extracomment>Help under the server address field</extracomment>
        <translation>Auch ein Link aus einer Passbolt-E-Mail lässt sich hier einfügen.</translation>
    </message>
    <message>
        <source>https://vault.example.com</source>
        <extracomment>Example in the server address field; keep the address</extracomment>
        <translation>https://vault.example.com</translation>
    </message>
    <message>
        <source>Link to get back to your account</source>
        <extracomment>What was recognised in the pasted text</extracomment>
        <translation>Link zur Rückkehr zu Ihrem Konto</translation>
    </message>
    <message>
        <source>Link to set up your account</source>
        <translation>Link zum Einrichten Ihres Kontos</translation>
    </message>
    <message>
        <source>Use another</source>
        <extracomment>Button that forgets the pasted link</extracomment>
        <translation>Anderen verwenden</translation>
    </message>
    <message>
        <source>The link names it. Nothing is sent there before you go on.</source>
        <extracomment>Sentence under the heading of the address screen; once a link was taken; when one is asked for</extracomment>
        <translation>Der Link nennt ihn. Nichts wird dorthin gesendet, bevor Sie weitergehen.</translation>
    </message>
    <message>
        <source>Is this the server?</source>
        <extracomment>Heading of the screen that asks for the server&apos;s address; once a link was taken; when one is asked for</extracomment>
        <translation>Ist das der Server?</translation>
    </message>
</context>
<context>
    <name>ServerSteps</name>
    <message>
        <source>Expanded</source>
        <extracomment>What a screen reader says of a heading that shows or hides what is below it</extracomment>
        <translation>Ausgeklappt</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>Eingeklappt</translation>
    </message>
    <message>
        <source>If something does not work on your server</source>
        <extracomment>Heading above what can be switched off for servers that do not offer it</extracomment>
        <translation>Wenn auf Ihrem Server etwas nicht funktioniert</translation>
    </message>
    <message>
        <source>Not every server offers all of these. Switch off what yours does not do. What it refused before is tried again after saving.</source>
        <extracomment>Above what can be switched off for servers that do not offer it</extracomment>
        <translation>Nicht jeder Server bietet all das an. Schalten Sie aus, was Ihrer nicht kann. Was er zuvor abgelehnt hat, wird nach dem Speichern erneut versucht.</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>A choice in the settings: Coffret does not lock by itself.</extracomment>
        <translation>Nie</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>A choice in the settings: the size of text. %1 is a number, followed by a percent sign.</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Another program has these keys already. Choose others.</source>
        <extracomment>Below a setting: why chosen keys do not work.</extracomment>
        <translation>Ein anderes Programm hat diese Tasten schon. Wählen Sie andere.</translation>
    </message>
    <message>
        <source>Choose a letter, a digit or Space together with Ctrl, Alt or Meta, or a function key.</source>
        <extracomment>Below a setting: why chosen keys do not work. The names are those of keys.</extracomment>
        <translation>Wählen Sie einen Buchstaben, eine Ziffer oder die Leertaste zusammen mit Strg, Alt oder Meta, oder eine Funktionstaste.</translation>
    </message>
    <message>
        <source>This desktop gives its keys to no program. In its own settings, let a shortcut start “coffret --quick”.</source>
        <extracomment>Below a setting: why keys do not work. The words in quotes are a command.</extracomment>
        <translation>Dieser Desktop gibt seine Tasten keinem Programm. Lassen Sie in seinen eigenen Einstellungen ein Tastenkürzel „coffret --quick“ starten.</translation>
    </message>
    <message>
        <source>The desktop does not give these keys. Allow them in its own settings, or choose others here.</source>
        <extracomment>Below a setting: why chosen keys do not work.</extracomment>
        <translation>Der Desktop gibt diese Tasten nicht frei. Erlauben Sie sie in seinen eigenen Einstellungen, oder wählen Sie hier andere.</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Changes work at once and are kept.</source>
        <extracomment>Beside the buttons of the settings</extracomment>
        <translation>Änderungen gelten sofort und werden gespeichert.</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Heading of the settings</extracomment>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <extracomment>Name of the field that searches the settings</extracomment>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty field that searches the settings</extracomment>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Settings of one account are in its options.</source>
        <extracomment>In place of the settings</extracomment>
        <translation>Einstellungen eines einzelnen Kontos stehen in dessen Optionen.</translation>
    </message>
    <message>
        <source>No setting is about that</source>
        <extracomment>In place of the settings</extracomment>
        <translation>Keine Einstellung passt dazu</translation>
    </message>
</context>
<context>
    <name>SetupFooter</name>
    <message>
        <source>Import and sign in</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Importieren und anmelden</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Working…</source>
        <extracomment>Beside the button while the program waits for the server or for gpg</extracomment>
        <translation>Bitte warten …</translation>
    </message>
    <message>
        <source>Not with another key than the one in your account kit</source>
        <extracomment>Beside the button that goes on, which cannot be pressed</extracomment>
        <translation>Nicht mit einem anderen Schlüssel als dem in Ihrem Konto-Kit</translation>
    </message>
    <message>
        <source>Show my secrets</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Meine Geheimnisse anzeigen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>SharedKeySheet</name>
    <message>
        <source>Names and details of shared secrets are encrypted for this key. Whoever made it can read all that is written with it, so compare its fingerprint with an administrator, over another way than this server.</source>
        <extracomment>Below the heading, when the server names a new shared key</extracomment>
        <translation>Für diesen Schlüssel werden Namen und Angaben freigegebener Geheimnisse verschlüsselt. Wer ihn erzeugt hat, kann alles lesen, was damit geschrieben wird. Vergleichen Sie seinen Fingerabdruck daher mit der Administration, und zwar auf einem anderen Weg als über diesen Server.</translation>
    </message>
    <message>
        <source>A new shared key</source>
        <extracomment>Heading, when the server names a new shared key</extracomment>
        <translation>Ein neuer gemeinsamer Schlüssel</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: a new shared key is not accepted</extracomment>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Accept</source>
        <extracomment>Button: accepts a new shared key</extracomment>
        <translation>Akzeptieren</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint of the shared key that was accepted before</extracomment>
        <translation>Bisher akzeptiert</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Above the fingerprint of a new shared key</extracomment>
        <translation>Neu</translation>
    </message>
    <message>
        <source>I compared the new fingerprint with an administrator</source>
        <extracomment>Beside a box to be checked before a new shared key can be accepted</extracomment>
        <translation>Ich habe den neuen Fingerabdruck mit der Administration verglichen</translation>
    </message>
</context>
<context>
    <name>ShowcaseButtons</name>
    <message>
        <source>Copy %1 as…</source>
        <extracomment>Name of the button on a field that offers ways to copy it. %1 is the field&apos;s label, for example Token</extracomment>
        <translation>%1 kopieren als …</translation>
    </message>
    <message>
        <source>Show %1 as QR code</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1 als QR-Code anzeigen</translation>
    </message>
    <message>
        <source>Show %1 in large type</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1 in großer Schrift anzeigen</translation>
    </message>
</context>
<context>
    <name>ShowcaseSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a value in large type or a QR code</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>This value is too long for a QR code.</source>
        <extracomment>In place of a QR code</extracomment>
        <translation>Dieser Wert ist zu lang für einen QR-Code.</translation>
    </message>
    <message>
        <source>Show it anyway</source>
        <extracomment>Button: shows a value as a QR code whose signature is missing or not expected</extracomment>
        <translation>Trotzdem anzeigen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>All secrets</source>
        <extracomment>Smart list in the sidebar: every secret of the account.</extracomment>
        <translation>Alle Geheimnisse</translation>
    </message>
    <message>
        <source>Favourites</source>
        <extracomment>Smart list in the sidebar.</extracomment>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Recent</source>
        <extracomment>Smart list in the sidebar: the secrets that were changed last.</extracomment>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Smart list in the sidebar: secrets that the user has checked out at present.</extracomment>
        <translation>Ausgeliehen</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Smart list in the sidebar: secrets that belong to somebody else.</extracomment>
        <translation>Für mich freigegeben</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Smart list in the sidebar: secrets that have expired or soon will.</extracomment>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Smart list in the sidebar: secrets with a signature problem, an unknown type, without a value and so on.</extracomment>
        <translation>Zu beachten</translation>
    </message>
</context>
<context>
    <name>SidebarFooter</name>
    <message>
        <source>Ctrl+R</source>
        <extracomment>Key that syncs, beside the button&apos;s name</extracomment>
        <translation>Strg+R</translation>
    </message>
    <message>
        <source>Sync now</source>
        <extracomment>Name of the button that fetches the lists again</extracomment>
        <translation>Jetzt synchronisieren</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <extracomment>Key that locks, beside the button&apos;s name</extracomment>
        <translation>Strg+L</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Name of the button that locks every account</extracomment>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Menu</source>
        <extracomment>Name of the button that opens the program&apos;s menu</extracomment>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>SidebarHeading</name>
    <message>
        <source>Types</source>
        <extracomment>Headings in the sidebar</extracomment>
        <translation>Typen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>SidebarRow</name>
    <message numerus="yes">
        <source>%1, %n secret(s)</source>
        <extracomment>Accessible name of a row of the sidebar: its name and how many secrets it holds</extracomment>
        <translation>
            <numerusform>%1, %n Geheimnis</numerusform>
            <numerusform>%1, %n Geheimnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Level %1, %2 of %3</source>
        <extracomment>Accessible description of a row of the tree. %1 is its depth, 1 at the top; it is number %2 of %3 there</extracomment>
        <translation>Ebene %1, %2 von %3</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, expanded</source>
        <extracomment>The same, of a row with others below it that are shown</extracomment>
        <translation>Ebene %1, %2 von %3, aufgeklappt</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, collapsed</source>
        <extracomment>The same, of a row with others below it that are hidden</extracomment>
        <translation>Ebene %1, %2 von %3, zugeklappt</translation>
    </message>
</context>
<context>
    <name>SidebarTree</name>
    <message>
        <source>Lists and folders</source>
        <extracomment>Accessible name of the tree in the sidebar</extracomment>
        <translation>Listen und Ordner</translation>
    </message>
</context>
<context>
    <name>SshKeyFacts</name>
    <message>
        <source>Comment %1</source>
        <extracomment>What a screen reader says before the comment of an SSH key</extracomment>
        <translation>Kommentar %1</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <extracomment>What a screen reader says before a fingerprint</extracomment>
        <translation>Fingerabdruck %1</translation>
    </message>
    <message>
        <source>Its type and fingerprint are seen when it is opened.</source>
        <extracomment>In place of an SSH key&apos;s type and fingerprint</extracomment>
        <translation>Typ und Fingerabdruck sind nach dem Öffnen zu sehen.</translation>
    </message>
</context>
<context>
    <name>SshKeyHelper</name>
    <message>
        <source>About this key</source>
        <extracomment>Accessible name of the part of a form that says what a private key is</extracomment>
        <translation>Über diesen Schlüssel</translation>
    </message>
    <message>
        <source>Looking at the key…</source>
        <extracomment>Under a private key in a form, for a moment</extracomment>
        <translation>Schlüssel wird geprüft …</translation>
    </message>
    <message>
        <source>Add the passphrase</source>
        <extracomment>Button: a field for the passphrase is added to the form</extracomment>
        <translation>Passphrase hinzufügen</translation>
    </message>
    <message>
        <source>Servers that have it do not let the private key in.</source>
        <extracomment>After the sentence that the public key in a form belongs to another key</extracomment>
        <translation>Server, die diesen öffentlichen Schlüssel haben, lassen den privaten nicht zu.</translation>
    </message>
    <message>
        <source>The public key below does not belong to this private key.</source>
        <extracomment>About the two halves of an SSH key in a form</extracomment>
        <translation>Der öffentliche Schlüssel unten gehört nicht zu diesem privaten Schlüssel.</translation>
    </message>
    <message>
        <source>Put in the right one</source>
        <extracomment>Button: the public key that belongs to the private one takes the other&apos;s place</extracomment>
        <translation>Den richtigen eintragen</translation>
    </message>
    <message>
        <source>Its passphrase is removed as well. Nothing is saved yet.</source>
        <extracomment>After the question whether to put the key of a file in the place of another</extracomment>
        <translation>Auch die Passphrase des bisherigen Schlüssels wird entfernt. Noch wird nichts gespeichert.</translation>
    </message>
    <message>
        <source>Replace the private key that is here by the one in the file?</source>
        <extracomment>Question: a file with a private key was chosen, and the form has one already</extracomment>
        <translation>Den privaten Schlüssel hier durch den aus der Datei ersetzen?</translation>
    </message>
    <message>
        <source>Replace it</source>
        <extracomment>Button: puts another key in the place of the one in the form</extracomment>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <extracomment>Button: the key in the form stays</extracomment>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <extracomment>Button: takes a private key from a file</extracomment>
        <translation>Datei auswählen …</translation>
    </message>
    <message>
        <source>Generate key…</source>
        <extracomment>Button: makes a new SSH key</extracomment>
        <translation>Schlüssel erzeugen …</translation>
    </message>
    <message>
        <source>or paste it, or drop its file here</source>
        <extracomment>Beside the buttons that choose or make a private key</extracomment>
        <translation>oder einfügen, oder die Datei hier ablegen</translation>
    </message>
    <message>
        <source>Private keys (id_* *.pem *.key *.ppk)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Private Schlüssel (id_* *.pem *.key *.ppk)</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>Privater Schlüssel</translation>
    </message>
</context>
<context>
    <name>SshKeyPane</name>
    <message>
        <source>SSH key</source>
        <extracomment>Accessible name of the part about an SSH key</extracomment>
        <translation>SSH-Schlüssel</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <extracomment>Button: uses a key whose signature is missing or not expected</extracomment>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <extracomment>Button: does not use a key</extracomment>
        <translation>Nicht verwenden</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>Button: copies the public half of an SSH key</extracomment>
        <translation>Öffentlichen Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>Button: asks for how long a key goes into the SSH agent, whose name is ssh-agent</extracomment>
        <translation>Zu ssh-agent hinzufügen …</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>Button: takes a key out of the SSH agent</extracomment>
        <translation>Aus ssh-agent entfernen</translation>
    </message>
</context>
<context>
    <name>SshKeySheet</name>
    <message>
        <source>It is made on this computer and goes into the form; nothing is saved before you save.</source>
        <extracomment>Under the heading of the sheet that makes an SSH key</extracomment>
        <translation>Der Schlüssel wird auf diesem Rechner erzeugt und kommt in das Formular; gespeichert wird erst, wenn Sie speichern.</translation>
    </message>
    <message>
        <source>Generate an SSH key</source>
        <extracomment>Heading of the sheet that makes an SSH key</extracomment>
        <translation>SSH-Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Generating…</source>
        <extracomment>Buttons that make an SSH key: while it is made, in the place of another, and else</extracomment>
        <translation>Wird erzeugt …</translation>
    </message>
    <message>
        <source>Generate and replace</source>
        <translation>Erzeugen und ersetzen</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Servers that know only the old one do not let the new one in.</source>
        <extracomment>After the sentence that a private key is replaced</extracomment>
        <translation>Server, die nur den alten kennen, lassen den neuen nicht zu.</translation>
    </message>
    <message>
        <source>The new key takes the place of the one in the form.</source>
        <extracomment>Warning in the sheet that makes an SSH key</extracomment>
        <translation>Der neue Schlüssel tritt an die Stelle des Schlüssels im Formular.</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>Accessible name of the choice of a type of SSH key</extracomment>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Ends the public key, so that people see whose it is.</source>
        <extracomment>Help under the comment of an SSH key that is made</extracomment>
        <translation>Steht am Ende des öffentlichen Schlüssels, damit man sieht, wem er gehört.</translation>
    </message>
    <message>
        <source>Comment</source>
        <extracomment>Label of the comment of an SSH key that is made</extracomment>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Optional: encrypts the key once more. It is kept in the passphrase field of this secret.</source>
        <extracomment>Help under the passphrase of an SSH key that is made</extracomment>
        <translation>Optional: verschlüsselt den Schlüssel noch einmal. Die Passphrase wird im Passphrase-Feld dieses Geheimnisses aufbewahrt.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of the passphrase of an SSH key that is made</extracomment>
        <translation>Passphrase</translation>
    </message>
</context>
<context>
    <name>SshKeySummary</name>
    <message>
        <source>%1 – %2</source>
        <extracomment>What a private key in a form is. %1 is its type, %2 the comment in it</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <extracomment>What a screen reader says before a fingerprint</extracomment>
        <translation>Fingerabdruck %1</translation>
    </message>
</context>
<context>
    <name>SshKeyTexts</name>
    <message>
        <source>%1, %2 bits</source>
        <extracomment>What an SSH key is. %1 is the name of its type, for example Ed25519 or RSA; there are always many bits.</extracomment>
        <translation>%1, %2 Bit</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>About what was pasted or chosen as an SSH key. Here and below: what it is, then the next step.</extracomment>
        <translation>Das ist kein privater Schlüssel.</translation>
    </message>
    <message>
        <source>Paste all of the file, with its first and last line, or choose the file itself.</source>
        <translation>Fügen Sie die ganze Datei mit der ersten und der letzten Zeile ein, oder wählen Sie die Datei selbst aus.</translation>
    </message>
    <message>
        <source>This is the public half of a key.</source>
        <translation>Das ist die öffentliche Hälfte eines Schlüssels.</translation>
    </message>
    <message>
        <source>The private half belongs here: the file of the same name without “.pub”.</source>
        <translation>Hierher gehört die private Hälfte: die Datei gleichen Namens ohne „.pub“.</translation>
    </message>
    <message>
        <source>This is a certificate, not a private key.</source>
        <translation>Das ist ein Zertifikat, kein privater Schlüssel.</translation>
    </message>
    <message>
        <source>Choose the private key that the certificate was made for.</source>
        <translation>Wählen Sie den privaten Schlüssel, für den das Zertifikat ausgestellt wurde.</translation>
    </message>
    <message>
        <source>This is an OpenPGP key, not an SSH key.</source>
        <translation>Das ist ein OpenPGP-Schlüssel, kein SSH-Schlüssel.</translation>
    </message>
    <message>
        <source>Keep it in GnuPG. For SSH, generate a key here or choose another file.</source>
        <translation>Bewahren Sie ihn in GnuPG auf. Für SSH erzeugen Sie hier einen Schlüssel, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>This private key is damaged or not complete.</source>
        <translation>Dieser private Schlüssel ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>Paste all of the file, from its first to its last line.</source>
        <translation>Fügen Sie die ganze Datei ein, von der ersten bis zur letzten Zeile.</translation>
    </message>
    <message>
        <source>This is too large for a private key.</source>
        <translation>Das ist zu groß für einen privaten Schlüssel.</translation>
    </message>
    <message>
        <source>Choose the file that has the key and nothing else.</source>
        <translation>Wählen Sie die Datei, die nur den Schlüssel enthält und sonst nichts.</translation>
    </message>
    <message>
        <source>This key is of a security key (FIDO), and of no use without it.</source>
        <translation>Dieser Schlüssel gehört zu einem Sicherheitsschlüssel (FIDO) und ist ohne ihn nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>It can be kept here as it is. To use it, load it with ssh-add.</source>
        <translation>Er kann hier so aufbewahrt werden, wie er ist. Um ihn zu verwenden, laden Sie ihn mit ssh-add.</translation>
    </message>
    <message>
        <source>This is a DSA key, which SSH does not accept any more.</source>
        <translation>Das ist ein DSA-Schlüssel; SSH akzeptiert diese nicht mehr.</translation>
    </message>
    <message>
        <source>Generate an Ed25519 key, and put its public key where the old one was.</source>
        <translation>Erzeugen Sie einen Ed25519-Schlüssel, und hinterlegen Sie dessen öffentlichen Schlüssel dort, wo der alte war.</translation>
    </message>
    <message>
        <source>Coffret cannot read this kind of key.</source>
        <translation>Coffret kann diese Art von Schlüssel nicht lesen.</translation>
    </message>
    <message>
        <source>It can be kept here as it is. “ssh-keygen -p -f FILE” writes many keys in a form that can be read.</source>
        <translation>Er kann hier so aufbewahrt werden, wie er ist. „ssh-keygen -p -f FILE“ bringt viele Schlüssel in eine lesbare Form.</translation>
    </message>
    <message>
        <source>This key is in PuTTY&apos;s format, and puttygen is not installed.</source>
        <translation>Dieser Schlüssel hat das Format von PuTTY, und puttygen ist nicht installiert.</translation>
    </message>
    <message>
        <source>Install the package putty-tools, then paste the key again.</source>
        <translation>Installieren Sie das Paket putty-tools, und fügen Sie den Schlüssel dann noch einmal ein.</translation>
    </message>
    <message>
        <source>This key is encrypted with a passphrase.</source>
        <translation>Dieser Schlüssel ist mit einer Passphrase verschlüsselt.</translation>
    </message>
    <message>
        <source>Enter the passphrase to see that the key is whole.</source>
        <translation>Geben Sie die Passphrase ein, um zu sehen, ob der Schlüssel vollständig ist.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <translation>Die Passphrase öffnet den privaten Schlüssel nicht.</translation>
    </message>
    <message>
        <source>Look for capital letters and the keyboard layout, or whether it belongs to another key.</source>
        <translation>Achten Sie auf Großschreibung und Tastaturbelegung, und prüfen Sie, ob sie zu einem anderen Schlüssel gehört.</translation>
    </message>
    <message>
        <source>The SSH agent takes no key that asks before each use.</source>
        <translation>Der SSH-Agent nimmt keinen Schlüssel an, der vor jeder Verwendung nachfragt.</translation>
    </message>
    <message>
        <source>Add the key without “Confirm each use”, or start the ssh-agent of OpenSSH.</source>
        <translation>Fügen Sie den Schlüssel ohne „Jede Verwendung bestätigen“ hinzu, oder starten Sie den ssh-agent von OpenSSH.</translation>
    </message>
    <message>
        <source>The agent is gpg-agent, which would keep the key on disk for good.</source>
        <translation>Der Agent ist gpg-agent; er würde den Schlüssel dauerhaft auf dem Datenträger behalten.</translation>
    </message>
    <message>
        <source>Start the ssh-agent of OpenSSH, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Starten Sie den ssh-agent von OpenSSH, sorgen Sie dafür, dass SSH_AUTH_SOCK auf ihn verweist, und starten Sie Coffret neu.</translation>
    </message>
    <message>
        <source>The SSH agent does not answer.</source>
        <translation>Der SSH-Agent antwortet nicht.</translation>
    </message>
    <message>
        <source>Look for a window in which it asks something, then try again.</source>
        <translation>Suchen Sie nach einem Fenster, in dem er etwas fragt, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>What SSH_AUTH_SOCK names is not an SSH agent.</source>
        <translation>Worauf SSH_AUTH_SOCK verweist, ist kein SSH-Agent.</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Starten Sie ssh-agent, sorgen Sie dafür, dass SSH_AUTH_SOCK auf ihn verweist, und starten Sie Coffret neu.</translation>
    </message>
    <message>
        <source>The agent has this key already, and not from Coffret.</source>
        <translation>Der Agent hat diesen Schlüssel schon, und nicht von Coffret.</translation>
    </message>
    <message>
        <source>It can be used as it is. To have Coffret limit it, take it out with “ssh-add -d” first.</source>
        <translation>Der Schlüssel lässt sich so verwenden. Damit Coffret ihn begrenzen kann, entfernen Sie ihn zuerst mit „ssh-add -d“.</translation>
    </message>
</context>
<context>
    <name>StepMarks</name>
    <message>
        <source>Step %1 of %2</source>
        <extracomment>Accessible name of the setup&apos;s progress. %1 and %2 are numbers</extracomment>
        <translation>Schritt %1 von %2</translation>
    </message>
</context>
<context>
    <name>StrengthBar</name>
    <message>
        <source>Strength: %1. %2</source>
        <extracomment>What a screen reader says of a password. %1 is a word such as Strong, %2 a sentence about how long guessing takes</extracomment>
        <translation>Stärke: %1. %2</translation>
    </message>
</context>
<context>
    <name>StrengthTexts</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of seconds.</extracomment>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of minutes.</extracomment>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of hours.</extracomment>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of days.</extracomment>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of months.</extracomment>
        <translation>
            <numerusform>%n Monat</numerusform>
            <numerusform>%n Monate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of years, at most 100.</extracomment>
        <translation>
            <numerusform>%n Jahr</numerusform>
            <numerusform>%n Jahre</numerusform>
        </translation>
    </message>
    <message>
        <source>Very weak</source>
        <extracomment>How strong a password is, the first of five.</extracomment>
        <translation>Sehr schwach</translation>
    </message>
    <message>
        <source>Weak</source>
        <extracomment>How strong a password is, the second of five.</extracomment>
        <translation>Schwach</translation>
    </message>
    <message>
        <source>Fair</source>
        <extracomment>How strong a password is, the third of five.</extracomment>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Strong</source>
        <extracomment>How strong a password is, the fourth of five.</extracomment>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Very strong</source>
        <extracomment>How strong a password is, the last of five.</extracomment>
        <translation>Sehr stark</translation>
    </message>
    <message>
        <source>Guessed at once from a stolen copy.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>Aus einer gestohlenen Kopie sofort zu erraten.</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes centuries.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>Das Erraten aus einer gestohlenen Kopie dauert Jahrhunderte.</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes about %1.</source>
        <extracomment>How long guessing a password takes. %1 is a time, such as &quot;3 hours&quot;.</extracomment>
        <translation>Das Erraten aus einer gestohlenen Kopie dauert etwa %1.</translation>
    </message>
    <message>
        <source>%1 bits of entropy</source>
        <extracomment>How many equally likely passwords there are, as the exponent of two. %1 is a number such as 131.1</extracomment>
        <translation>%1 Bit Entropie</translation>
    </message>
</context>
<context>
    <name>SymbolPopup</name>
    <message>
        <source>Symbol</source>
        <extracomment>Heading above the symbols a secret can have</extracomment>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>Accessible name of the grid of symbols a secret can have</extracomment>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Colour</source>
        <extracomment>Heading above the colours a secret can have</extracomment>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>Accessible name of the row of colours a secret can have</extracomment>
        <translation>Farben</translation>
    </message>
</context>
<context>
    <name>SymbolTexts</name>
    <message>
        <source>Key</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Globe</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Globus</translation>
    </message>
    <message>
        <source>Person</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Person</translation>
    </message>
    <message>
        <source>Speech bubble</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Sprechblase</translation>
    </message>
    <message>
        <source>Envelope</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Briefumschlag</translation>
    </message>
    <message>
        <source>Inbox</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Posteingang</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Server</translation>
    </message>
    <message>
        <source>Database</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Terminal</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Screen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Printer</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Chip</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Disc</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Disc</translation>
    </message>
    <message>
        <source>Camera</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Connection</source>
        <extracomment>Symbol a secret can have: a plug, a link between two things.</extracomment>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Gear</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Zahnrad</translation>
    </message>
    <message>
        <source>Tool</source>
        <extracomment>Symbol a secret can have: a spanner.</extracomment>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Energy</source>
        <extracomment>Symbol a secret can have: a flash of lightning.</extracomment>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Programs</source>
        <extracomment>Symbol a secret can have: several things on top of each other.</extracomment>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Run</source>
        <extracomment>Symbol a secret can have: a triangle that starts something.</extracomment>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Bank</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Bank</translation>
    </message>
    <message>
        <source>House</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Haus</translation>
    </message>
    <message>
        <source>Box</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Kiste</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Book</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Buch</translation>
    </message>
    <message>
        <source>Pen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Stift</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Schloss</translation>
    </message>
    <message>
        <source>Open lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Offenes Schloss</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Flag</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Flagge</translation>
    </message>
    <message>
        <source>Star</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Tick</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Häkchen</translation>
    </message>
    <message>
        <source>Warning</source>
        <extracomment>Symbol a secret can have: a triangle with an exclamation mark.</extracomment>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Cross</source>
        <extracomment>Symbol a secret can have: a circle with a cross.</extracomment>
        <translation>Kreuz</translation>
    </message>
    <message>
        <source>Information</source>
        <extracomment>Symbol a secret can have: a circle with the letter i.</extracomment>
        <translation>Information</translation>
    </message>
    <message>
        <source>Rubbish</source>
        <extracomment>Symbol a secret can have: a bin.</extracomment>
        <translation>Abfall</translation>
    </message>
    <message>
        <source>As its type</source>
        <extracomment>Symbol of a secret: not one of its own, but that of all logins, notes and so on.</extracomment>
        <translation>Wie sein Typ</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Green</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Teal</source>
        <extracomment>Colour behind a secret&apos;s symbol: between green and blue.</extracomment>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Purple</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Grey</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Grau</translation>
    </message>
</context>
<context>
    <name>TagChip</name>
    <message>
        <source>Remove tag %1</source>
        <extracomment>Name of the button that takes a tag off a secret. %1 is the tag</extracomment>
        <translation>Schlagwort %1 entfernen</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>New tag</source>
        <extracomment>Label of the field for a new tag</extracomment>
        <translation>Neues Schlagwort</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Login</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>SSH-Schlüssel</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>API key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Other</source>
        <extracomment>A type of secret that this version does not know.</extracomment>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>SSH-Schlüssel</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>Other types</source>
        <extracomment>Sidebar: secrets of types that this version does not know.</extracomment>
        <translation>Andere Typen</translation>
    </message>
    <message>
        <source>User name, password, one-time code</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Benutzername, Passwort, Einmalcode</translation>
    </message>
    <message>
        <source>Private key and passphrase</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Privater Schlüssel und Passphrase</translation>
    </message>
    <message>
        <source>Any text, encrypted</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Beliebiger Text, verschlüsselt</translation>
    </message>
    <message>
        <source>Access token of a service</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Zugriffstoken eines Dienstes</translation>
    </message>
    <message>
        <source>Certificate with its private key</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Zertifikat mit seinem privaten Schlüssel</translation>
    </message>
    <message>
        <source>Locked</source>
        <extracomment>State of an account.</extracomment>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <extracomment>State of an account.</extracomment>
        <translation>Wird angemeldet …</translation>
    </message>
    <message>
        <source>Second factor needed</source>
        <extracomment>State of an account.</extracomment>
        <translation>Zweiter Faktor nötig</translation>
    </message>
    <message>
        <source>Loading…</source>
        <extracomment>State of an account.</extracomment>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>State of an account.</extracomment>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>Could not be opened</source>
        <extracomment>State of an account.</extracomment>
        <translation>Ließ sich nicht öffnen</translation>
    </message>
    <message>
        <source>Out of date or out of place</source>
        <extracomment>Marker in the list: the server sent something older, or something of another secret.</extracomment>
        <translation>Veraltet oder am falschen Platz</translation>
    </message>
    <message>
        <source>Waiting for the shared key</source>
        <extracomment>Marker in the list: details are encrypted with a shared key that an administrator has yet to give the user.</extracomment>
        <translation>Wartet auf den gemeinsamen Schlüssel</translation>
    </message>
    <message>
        <source>Details cannot be decrypted</source>
        <extracomment>Marker in the list: name and details of this secret could not be decrypted.</extracomment>
        <translation>Angaben nicht entschlüsselbar</translation>
    </message>
    <message>
        <source>Signature not verified</source>
        <extracomment>Marker in the list: name and details carry no valid signature of an expected person.</extracomment>
        <translation>Signatur nicht bestätigt</translation>
    </message>
    <message>
        <source>Signature of the values not verified</source>
        <extracomment>Marker in the list: the values, when last opened, carried no valid signature of an expected person.</extracomment>
        <translation>Signatur der Werte nicht bestätigt</translation>
    </message>
    <message>
        <source>Signature of a tag not verified</source>
        <extracomment>Marker in the list: the encrypted name of a tag carries no valid signature of an expected person.</extracomment>
        <translation>Signatur eines Schlagworts nicht bestätigt</translation>
    </message>
    <message>
        <source>Unknown type, read only</source>
        <extracomment>Marker in the list: this version does not know the type, so the secret can only be read.</extracomment>
        <translation>Unbekannter Typ, nur lesbar</translation>
    </message>
    <message>
        <source>No value set</source>
        <extracomment>Marker in the list.</extracomment>
        <translation>Kein Wert gesetzt</translation>
    </message>
    <message>
        <source>This was seen before as an older value, or as another secret&apos;s. The server may have changed it without anybody&apos;s signature.</source>
        <extracomment>Below a value whose signature may be good.</extracomment>
        <translation>Dies war schon einmal als älterer Wert oder als der eines anderen Geheimnisses zu sehen. Der Server kann es ohne jemandes Signatur ausgetauscht haben.</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted: the server can read it.</source>
        <extracomment>Below a secret of a vault without end-to-end encryption.</extracomment>
        <translation>Nicht Ende-zu-Ende-verschlüsselt: Der Server kann es lesen.</translation>
    </message>
    <message>
        <source>Signed by %1.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Signiert von %1.</translation>
    </message>
    <message>
        <source>Signed by %1, who was not expected to have written this.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Signiert von %1; von dieser Person war das nicht zu erwarten.</translation>
    </message>
    <message>
        <source>Signed with a key that is not known here.</source>
        <translation>Signiert mit einem Schlüssel, der hier nicht bekannt ist.</translation>
    </message>
    <message>
        <source>Not signed: who wrote this cannot be told.</source>
        <translation>Nicht signiert: Wer dies geschrieben hat, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>The signature does not fit the content.</source>
        <translation>Die Signatur passt nicht zum Inhalt.</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that has expired.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Signiert von %1 mit einem abgelaufenen Schlüssel.</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that was revoked.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Signiert von %1 mit einem widerrufenen Schlüssel.</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values</source>
        <extracomment>Why a value cannot be copied.</extracomment>
        <translation>Ihre Administration erlaubt das Kopieren von Werten nicht</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>Ihre Administration erlaubt das Anzeigen von Werten nicht</translation>
    </message>
    <message>
        <source>just now</source>
        <extracomment>A moment less than a minute ago.</extracomment>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <extracomment>Short for minutes.</extracomment>
        <translation>
            <numerusform>vor %n Min.</numerusform>
            <numerusform>vor %n Min.</numerusform>
        </translation>
    </message>
    <message>
        <source>today %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>heute %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Expires today</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Läuft heute ab</translation>
    </message>
    <message>
        <source>Expires tomorrow</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Läuft morgen ab</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n days</source>
        <extracomment>Said of a secret in a list. %n is at least 2.</extracomment>
        <translation>
            <numerusform>Läuft in %n Tag ab</numerusform>
            <numerusform>Läuft in %n Tagen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Presentation mode is on: values can be copied, but are not shown</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>Der Präsentationsmodus ist an: Werte lassen sich kopieren, werden aber nicht angezeigt</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>words</comment>
        <extracomment>A list of words: %1 is all before, %2 is one more.</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>sentences</comment>
        <extracomment>Two sentences, one after the other: between them what the language has there, which may be nothing.</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Last changed</source>
        <extracomment>A way to sort a list: what was changed last comes first</extracomment>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>Newest</source>
        <extracomment>A way to sort a list: what was made last comes first</extracomment>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Expiring first</source>
        <extracomment>A way to sort a list: what expires soonest comes first</extracomment>
        <translation>Bald ablaufende zuerst</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>A way to sort a list: logins, SSH keys, notes ...</extracomment>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>A way to sort a list: by name, and in search results by how well they match</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>Two facts beside each other in one line: whose and where. Each may consist of several itself.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Whether it is the latest value, and this secret&apos;s, is not known: the file with what was seen before cannot be read.</source>
        <extracomment>Below a value, after a sentence about its signature. The file is one of Coffret&apos;s own, on this computer.</extracomment>
        <translation>Ob es der neueste Wert ist, und der dieses Geheimnisses, ist nicht bekannt: Die Datei mit dem, was früher gesehen wurde, ist nicht lesbar.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message numerus="yes">
        <source>%1. Clears in %n s</source>
        <extracomment>Message after copying. %1 is what happened (for example Password copied), %n the seconds until the clipboard is emptied</extracomment>
        <translation>
            <numerusform>%1, noch %n s verfügbar</numerusform>
            <numerusform>%1, noch %n s verfügbar</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear now</source>
        <extracomment>Button in the message after copying: empties the clipboard at once</extracomment>
        <translation>Jetzt leeren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <extracomment>Button that closes a message</extracomment>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>TokenMenu</name>
    <message>
        <source>Copy as Authorization header</source>
        <extracomment>Menu: copies an API key as a header of a request; &quot;Authorization&quot; stays as it is</extracomment>
        <translation>Als Authorization-Header kopieren</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>Als export-Zeile kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>Als JSON kopieren</translation>
    </message>
</context>
<context>
    <name>TokenStep</name>
    <message>
        <source>Tokens and passwords are kept in your system&apos;s keyring, never in a file of their own.</source>
        <extracomment>Sentence under the heading of the token screen</extracomment>
        <translation>Token und Passwörter werden im Schlüsselbund Ihres Systems aufbewahrt, nie in einer eigenen Datei.</translation>
    </message>
    <message>
        <source>Your access tokens</source>
        <extracomment>Heading of the token screen</extracomment>
        <translation>Ihre Zugriffstoken</translation>
    </message>
    <message>
        <source>Your access token</source>
        <translation>Ihr Zugriffstoken</translation>
    </message>
    <message>
        <source>With an access token</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>Mit einem Zugriffstoken</translation>
    </message>
    <message>
        <source>With user name and password</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>Mit Benutzername und Passwort</translation>
    </message>
    <message>
        <source>As on the server&apos;s portal in the browser.</source>
        <extracomment>Help under the field for the user name on the server&apos;s portal</extracomment>
        <translation>Wie auf dem Portal des Servers im Browser.</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the field for the user name on the server&apos;s portal</extracomment>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of the field for the password on the server&apos;s portal</extracomment>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Made in the dashboard under Settings, API Access, with the Read scope.</source>
        <extracomment>Help under the token field: where to get one</extracomment>
        <translation>Wird im Dashboard unter „Settings“, „API Access“ mit der Berechtigung „Read“ erzeugt.</translation>
    </message>
    <message>
        <source>Shown once by your appliance when the API key is made.</source>
        <translation>Wird von Ihrer Appliance beim Anlegen des API-Schlüssels ein einziges Mal angezeigt.</translation>
    </message>
    <message>
        <source>Read token</source>
        <extracomment>Label of the token field</extracomment>
        <translation>Lesetoken</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>Only needed to change values. It cannot read them.</source>
        <extracomment>Help under the write token field</extracomment>
        <translation>Nur nötig, um Werte zu ändern. Es kann sie nicht lesen.</translation>
    </message>
    <message>
        <source>Write token (optional)</source>
        <extracomment>Label of the write token field</extracomment>
        <translation>Schreibtoken (optional)</translation>
    </message>
</context>
<context>
    <name>TrustStep</name>
    <message>
        <source>Sets the account up for the first time</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>Richtet das Konto zum ersten Mal ein</translation>
    </message>
    <message>
        <source>Gets back to an account that is set up</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>Führt zu einem schon eingerichteten Konto zurück</translation>
    </message>
    <message>
        <source>Compare with what your administrator gave you. Coffret remembers it and stops if it ever changes.</source>
        <extracomment>Sentence under the heading of the screen that shows fingerprints</extracomment>
        <translation>Vergleichen Sie dies mit dem, was Sie von Ihrer Administration erhalten haben. Coffret merkt es sich und hält an, wenn es sich je ändert.</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <extracomment>Heading of the screen that shows the server&apos;s fingerprints</extracomment>
        <translation>Ist das Ihr Server?</translation>
    </message>
    <message>
        <source>Certificate, vouched for by an authority you trust</source>
        <extracomment>Above a certificate&apos;s fingerprint</extracomment>
        <translation>Zertifikat, für das eine Stelle bürgt, der Sie vertrauen</translation>
    </message>
    <message>
        <source>Certificate that no authority you trust vouches for</source>
        <translation>Zertifikat, für das keine Stelle bürgt, der Sie vertrauen</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key, the same as in your account kit</source>
        <extracomment>Above a Passbolt server&apos;s key fingerprint; when it is the one an account kit names</extracomment>
        <translation>Der OpenPGP-Schlüssel des Servers, derselbe wie in Ihrem Konto-Kit</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key</source>
        <translation>Der OpenPGP-Schlüssel des Servers</translation>
    </message>
    <message>
        <source>The key your account kit was made for</source>
        <extracomment>Above the fingerprint that an account kit names, when the server shows another one</extracomment>
        <translation>Der Schlüssel, für den Ihr Konto-Kit erstellt wurde</translation>
    </message>
    <message>
        <source>Signing in works, but others would see what you sign now at a wrong time. Switch on automatic time, or set the clock.</source>
        <extracomment>Under the sentence that says how far this computer&apos;s clock is off</extracomment>
        <translation>Die Anmeldung gelingt, aber andere sähen bei dem, was Sie jetzt signieren, eine falsche Zeit. Schalten Sie die automatische Zeit ein, oder stellen Sie die Uhr.</translation>
    </message>
    <message>
        <source>Paste the SHA-256 fingerprint your administrator gave you, not the one shown above. If both agree, this certificate and no other is accepted.</source>
        <extracomment>Help under the field for the expected fingerprint of a certificate</extracomment>
        <translation>Fügen Sie den SHA-256-Fingerabdruck ein, den Ihnen Ihre Administration gegeben hat, nicht den oben gezeigten. Stimmen beide überein, wird dieses Zertifikat akzeptiert und kein anderes.</translation>
    </message>
    <message>
        <source>Expected fingerprint</source>
        <extracomment>Label of the field for the expected fingerprint</extracomment>
        <translation>Erwarteter Fingerabdruck</translation>
    </message>
</context>
<context>
    <name>TypeChips</name>
    <message>
        <source>Filter by type</source>
        <extracomment>Accessible name of the row of filters above the list</extracomment>
        <translation>Nach Typ filtern</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>Filter above the list: every type</extracomment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>SSH-Schlüssel</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Zertifikate</translation>
    </message>
</context>
<context>
    <name>TypeChoice</name>
    <message>
        <source>Types of secrets</source>
        <extracomment>Accessible name of the tiles that offer types of secrets</extracomment>
        <translation>Typen von Geheimnissen</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Heading above the tiles that offer types of secrets</extracomment>
        <translation>Neues Geheimnis</translation>
    </message>
    <message>
        <source>Its type stays as you choose it here.</source>
        <extracomment>Under the heading. %1 is where the new secret goes</extracomment>
        <translation>Der Typ bleibt so, wie Sie ihn hier wählen.</translation>
    </message>
    <message>
        <source>It goes to %1. Its type stays as you choose it here.</source>
        <translation>Es kommt nach %1. Der Typ bleibt so, wie Sie ihn hier wählen.</translation>
    </message>
</context>
<context>
    <name>TypeMenuItem</name>
    <message>
        <source>Ctrl+Shift+V</source>
        <extracomment>Key that types a value into another window, in a menu</extracomment>
        <translation>Strg+Umschalt+V</translation>
    </message>
    <message>
        <source>Type into another window…</source>
        <extracomment>Menu of a secret: types its value into another program&apos;s window</extracomment>
        <translation>In ein anderes Fenster eintippen …</translation>
    </message>
</context>
<context>
    <name>TypeSheet</name>
    <message>
        <source>Type into another window</source>
        <extracomment>Heading of the sheet that types a value into another program&apos;s window</extracomment>
        <translation>In ein anderes Fenster eintippen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Type and press Enter</source>
        <extracomment>Button: types a value into another window and presses the Enter key behind it</extracomment>
        <translation>Eintippen und Eingabetaste drücken</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that type a value into another window: before and while it is opened, and after a warning</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Type anyway</source>
        <translation>Trotzdem eintippen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Eintippen</translation>
    </message>
</context>
<context>
    <name>TypingWords</name>
    <message>
        <source>This desktop lets no program type into the windows of others. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>Dieser Desktop lässt kein Programm in die Fenster anderer Programme tippen. Kopieren Sie stattdessen den Wert.</translation>
    </message>
    <message>
        <source>This display lets no program type, because it has no XTEST. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. XTEST is a part of an X display.</extracomment>
        <translation>Dieses Display lässt kein Programm tippen, weil ihm XTEST fehlt. Kopieren Sie stattdessen den Wert.</translation>
    </message>
    <message>
        <source>This desktop lets no program type: its portal has no remote keyboard. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. &quot;Portal&quot; is the part of a desktop that programs ask.</extracomment>
        <translation>Dieser Desktop lässt kein Programm tippen: Sein Portal hat keine Ferntastatur. Kopieren Sie stattdessen den Wert.</translation>
    </message>
    <message>
        <source>Nothing was typed: the value has characters that no key types.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Nichts wurde eingetippt: Der Wert enthält Zeichen, für die es keine Taste gibt.</translation>
    </message>
    <message>
        <source>Typing was stopped because a key was held down.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>Das Eintippen wurde angehalten, weil eine Taste gedrückt gehalten wurde.</translation>
    </message>
    <message>
        <source>Nothing was typed: the window did not get the keyboard back.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Nichts wurde eingetippt: Das Fenster hat die Tastatur nicht zurückbekommen.</translation>
    </message>
    <message>
        <source>Typing was stopped because another window came to the front. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>Das Eintippen wurde angehalten, weil ein anderes Fenster nach vorn kam. Ein Teil des Werts steht vielleicht schon dort.</translation>
    </message>
    <message>
        <source>Typing was stopped because the keyboard layout changed. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>Das Eintippen wurde angehalten, weil sich die Tastaturbelegung geändert hat. Ein Teil des Werts steht vielleicht schon dort.</translation>
    </message>
    <message>
        <source>Nothing was typed: the desktop did not allow it.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Nichts wurde eingetippt: Der Desktop hat es nicht erlaubt.</translation>
    </message>
    <message>
        <source>Typing was stopped because the desktop broke it off.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>Das Eintippen wurde angehalten, weil der Desktop es abgebrochen hat.</translation>
    </message>
    <message>
        <source>Types into the window in front once Coffret is out of the way</source>
        <extracomment>Asks before a value is typed, where Coffret cannot see other windows.</extracomment>
        <translation>Wird in das vorderste Fenster eingetippt, sobald Coffret aus dem Weg ist</translation>
    </message>
    <message>
        <source>Types into a window of %1</source>
        <extracomment>Asks before a value is typed. %1 is the name of a program, as it calls itself.</extracomment>
        <translation>Wird in ein Fenster von %1 eingetippt</translation>
    </message>
    <message>
        <source>Types into: %1</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window.</extracomment>
        <translation>Wird eingetippt in: %1</translation>
    </message>
    <message>
        <source>Types into: %1 (%2)</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window, %2 the program, as it calls itself.</extracomment>
        <translation>Wird eingetippt in: %1 (%2)</translation>
    </message>
</context>
<context>
    <name>UpgradeMenuItem</name>
    <message>
        <source>Upgrade to encrypted details…</source>
        <extracomment>Menu of a secret: its name and addresses, in the clear on the server until now, are encrypted</extracomment>
        <translation>Auf verschlüsselte Angaben umstellen …</translation>
    </message>
</context>
<context>
    <name>UpgradeTexts</name>
    <message>
        <source>The server keeps no copy of the key. Whoever runs it can no longer read them.</source>
        <extracomment>What encrypting names comes to: nobody but people with access knows them.</extracomment>
        <translation>Der Server behält keine Kopie des Schlüssels. Wer den Server betreibt, kann sie nicht mehr lesen.</translation>
    </message>
    <message>
        <source>Those that only you can see are encrypted for you alone. For shared ones the server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to. &quot;Shared&quot; secrets are those that others can see as well.</extracomment>
        <translation>Was nur Sie sehen können, wird allein für Sie verschlüsselt. Für Freigegebenes behält der Server eine Kopie des Schlüssels; wer den Server betreibt, kann es also weiterhin lesen.</translation>
    </message>
    <message>
        <source>The server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Der Server behält eine Kopie des Schlüssels; wer den Server betreibt, kann sie also weiterhin lesen.</translation>
    </message>
    <message>
        <source>Every secret you may change has encrypted details already.</source>
        <extracomment>Instead of encrypting names: there is none to encrypt.</extracomment>
        <translation>Alle Geheimnisse, die Sie ändern dürfen, haben schon verschlüsselte Angaben.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) get encrypted details: name, user name, addresses, description.</source>
        <extracomment>What encrypting names comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n Geheimnis erhält verschlüsselte Angaben: Name, Benutzername, Adressen, Beschreibung.</numerusform>
            <numerusform>%n Geheimnisse erhalten verschlüsselte Angaben: Name, Benutzername, Adressen, Beschreibung.</numerusform>
        </translation>
    </message>
    <message>
        <source>You sign these details with your key, as the list shows them now.</source>
        <extracomment>What encrypting names comes to: the person&apos;s OpenPGP key signs the details of every secret.</extracomment>
        <translation>Sie signieren diese Angaben mit Ihrem Schlüssel, so wie die Liste sie jetzt zeigt.</translation>
    </message>
    <message>
        <source>Type, dates, folder, tags, comments, and who has access stay readable for the server. Passwords and other values stay as they are.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Typ, Datumsangaben, Ordner, Schlagwörter, Kommentare und wer Zugriff hat, bleiben für den Server lesbar. Passwörter und andere Werte bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Programs that do not know encrypted details no longer show these secrets. Coffret cannot turn this back.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Programme, die verschlüsselte Angaben nicht kennen, zeigen diese Geheimnisse nicht mehr an. Coffret kann das nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Encrypt the details of all secrets?</source>
        <translation>Die Angaben aller Geheimnisse verschlüsseln?</translation>
    </message>
    <message>
        <source>Encrypt the details of “%1”?</source>
        <translation>Die Angaben von „%1“ verschlüsseln?</translation>
    </message>
    <message>
        <source>Encrypt details</source>
        <extracomment>Button: encrypts names and addresses.</extracomment>
        <translation>Angaben verschlüsseln</translation>
    </message>
</context>
<context>
    <name>UriCard</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the web addresses of a secret</extracomment>
        <translation>Adressen</translation>
    </message>
</context>
<context>
    <name>UriEditor</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the addresses of a secret in a form</extracomment>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Add address</source>
        <extracomment>Button below the addresses of a secret</extracomment>
        <translation>Adresse hinzufügen</translation>
    </message>
</context>
<context>
    <name>UriEditorRow</name>
    <message>
        <source>Address %1</source>
        <extracomment>Accessible name of the field for an address. %1 is its number</extracomment>
        <translation>Adresse %1</translation>
    </message>
    <message>
        <source>https://example.com</source>
        <extracomment>Example in an empty field for an address; keep the address</extracomment>
        <translation>https://example.com</translation>
    </message>
    <message>
        <source>Remove address %1</source>
        <extracomment>Name of the button that takes an address out of a form. %1 is its number</extracomment>
        <translation>Adresse %1 entfernen</translation>
    </message>
</context>
<context>
    <name>UriRow</name>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies an address. %1 is the address</extracomment>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <extracomment>Name of the button that opens a web address. %1 is the address</extracomment>
        <translation>%1 im Browser öffnen</translation>
    </message>
</context>
<context>
    <name>UserMessages</name>
    <message>
        <source>The server cannot be reached.</source>
        <extracomment>Error banner. Cause, then next step.</extracomment>
        <translation>Der Server ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Check the network connection and the address, then try again.</source>
        <translation>Prüfen Sie die Netzwerkverbindung und die Adresse, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Try again in a moment. If it stays silent, ask whoever runs it.</source>
        <translation>Versuchen Sie es gleich noch einmal. Bleibt er stumm, fragen Sie seinen Betreiber.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again when you are ready.</source>
        <translation>Nichts wurde geändert. Versuchen Sie es noch einmal, wenn Sie bereit sind.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>Dem Zertifikat des Servers wird nicht vertraut.</translation>
    </message>
    <message>
        <source>Nothing was sent. If your organisation has its own certificate authority, add its file when you set up the account.</source>
        <translation>Nichts wurde gesendet. Wenn Ihre Organisation eine eigene Zertifizierungsstelle hat, geben Sie deren Datei beim Einrichten des Kontos an.</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one you accepted.</source>
        <translation>Der Server zeigt ein anderes Zertifikat als das, das Sie akzeptiert haben.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server whether it was renewed, and for the new fingerprint.</source>
        <translation>Nichts wurde gesendet. Fragen Sie den Betreiber des Servers, ob es erneuert wurde, und nach dem neuen Fingerabdruck.</translation>
    </message>
    <message>
        <source>The server tried to send you to another address.</source>
        <translation>Der Server wollte Sie an eine andere Adresse schicken.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check the account&apos;s address.</source>
        <translation>Dorthin wurde nichts gesendet. Prüfen Sie die Adresse des Kontos.</translation>
    </message>
    <message>
        <source>The answer is larger than Coffret accepts.</source>
        <translation>Die Antwort ist größer, als Coffret annimmt.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server; this should not happen with an ordinary secret.</source>
        <translation>Fragen Sie den Betreiber des Servers; bei einem gewöhnlichen Geheimnis sollte das nicht vorkommen.</translation>
    </message>
    <message>
        <source>The server did not accept the sign-in.</source>
        <translation>Der Server hat die Anmeldung nicht angenommen.</translation>
    </message>
    <message>
        <source>Try again. If it persists, the token has ended or your key is not known there: set the account up again.</source>
        <translation>Versuchen Sie es noch einmal. Bleibt es dabei, ist das Token abgelaufen oder Ihr Schlüssel dort nicht bekannt: Richten Sie das Konto neu ein.</translation>
    </message>
    <message>
        <source>The server asks for a second factor.</source>
        <translation>Der Server verlangt einen zweiten Faktor.</translation>
    </message>
    <message>
        <source>Enter the code of your authenticator or key to go on.</source>
        <translation>Geben Sie den Code Ihres Authenticators oder Sicherheitsschlüssels ein, um fortzufahren.</translation>
    </message>
    <message>
        <source>Too many wrong codes: the server has ended the session.</source>
        <translation>Zu viele falsche Codes: Der Server hat die Sitzung beendet.</translation>
    </message>
    <message>
        <source>Sign in again and wait for a fresh code before you enter it.</source>
        <translation>Melden Sie sich neu an, und warten Sie auf einen neuen Code, bevor Sie ihn eingeben.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Das ist Ihnen nicht erlaubt.</translation>
    </message>
    <message>
        <source>Ask the owner of the secret, or whoever gave you the token, for access.</source>
        <translation>Bitten Sie den Besitzer des Geheimnisses oder die Stelle, von der Sie das Token haben, um Zugriff.</translation>
    </message>
    <message>
        <source>Your administrator does not allow this.</source>
        <translation>Ihre Administration erlaubt das nicht.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server if you need it.</source>
        <translation>Fragen Sie den Betreiber des Servers, wenn Sie es brauchen.</translation>
    </message>
    <message>
        <source>The secret is gone, or it is not shared with you.</source>
        <translation>Das Geheimnis gibt es nicht mehr, oder es ist nicht für Sie freigegeben.</translation>
    </message>
    <message>
        <source>Sync to see the current list.</source>
        <translation>Synchronisieren Sie, um die aktuelle Liste zu sehen.</translation>
    </message>
    <message>
        <source>Somebody else changed this first.</source>
        <translation>Jemand anders hat dies zuerst geändert.</translation>
    </message>
    <message>
        <source>Sync, look at the change and try again.</source>
        <translation>Synchronisieren Sie, sehen Sie sich die Änderung an, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The server asks to slow down.</source>
        <translation>Der Server bittet um langsamere Anfragen.</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Warten Sie eine Minute, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The server failed.</source>
        <translation>Auf dem Server ist ein Fehler aufgetreten.</translation>
    </message>
    <message>
        <source>Try again in a moment. If it persists, tell whoever runs it what Details says.</source>
        <translation>Versuchen Sie es gleich noch einmal. Bleibt es dabei, teilen Sie dem Betreiber mit, was unter „Details“ steht.</translation>
    </message>
    <message>
        <source>The server&apos;s answer cannot be understood.</source>
        <translation>Die Antwort des Servers ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>Check that the address leads to the right service. Details may help whoever runs it.</source>
        <translation>Prüfen Sie, ob die Adresse zum richtigen Dienst führt. „Details“ kann dem Betreiber weiterhelfen.</translation>
    </message>
    <message>
        <source>This server cannot do that, or is set up in a way Coffret does not support.</source>
        <translation>Dieser Server kann das nicht, oder er ist so eingerichtet, dass Coffret ihn nicht unterstützt.</translation>
    </message>
    <message>
        <source>Details says what is missing.</source>
        <translation>Unter „Details“ steht, was fehlt.</translation>
    </message>
    <message>
        <source>This secret has to be approved or checked out first.</source>
        <translation>Dieses Geheimnis muss erst genehmigt oder ausgeliehen werden.</translation>
    </message>
    <message>
        <source>Open it in the main window: access is requested there.</source>
        <translation>Öffnen Sie es im Hauptfenster: Dort wird der Zugriff angefordert.</translation>
    </message>
    <message>
        <source>Your time with this secret is over, or access to it was taken back.</source>
        <translation>Ihre Zeit mit diesem Geheimnis ist vorbei, oder der Zugriff wurde entzogen.</translation>
    </message>
    <message>
        <source>Its value is no longer shown. Request access or check it out again.</source>
        <translation>Der Wert wird nicht mehr angezeigt. Fordern Sie den Zugriff an, oder leihen Sie das Geheimnis erneut aus.</translation>
    </message>
    <message>
        <source>Somebody else has checked this secret out.</source>
        <translation>Jemand anders hat dieses Geheimnis ausgeliehen.</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>Nur eine Person kann es zur selben Zeit haben. Versuchen Sie es wieder, wenn es zurückgegeben wurde.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the server&apos;s are too far apart.</source>
        <translation>Die Uhren dieses Rechners und des Servers weichen zu weit voneinander ab.</translation>
    </message>
    <message>
        <source>Set the clock of this computer, then try again.</source>
        <translation>Stellen Sie die Uhr dieses Rechners, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>GnuPG was not found, or its folder cannot be used.</source>
        <translation>GnuPG wurde nicht gefunden, oder sein Ordner ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>Install GnuPG 2.2 or later and check that gpg runs in a terminal.</source>
        <translation>Installieren Sie GnuPG 2.2 oder neuer, und prüfen Sie, ob gpg in einem Terminal läuft.</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>Die Passphrase war nicht richtig.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Your key&apos;s passphrase is needed, but there is no window to ask for it.</source>
        <translation>Die Passphrase Ihres Schlüssels wird gebraucht, aber es gibt kein Fenster, das danach fragt.</translation>
    </message>
    <message>
        <source>Install a graphical pinentry (pinentry-qt or pinentry-gnome3) and try again.</source>
        <translation>Installieren Sie ein grafisches Pinentry (pinentry-qt oder pinentry-gnome3), und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>None of your keys opens this.</source>
        <translation>Keiner Ihrer Schlüssel öffnet dies.</translation>
    </message>
    <message>
        <source>Insert the card that holds the key, or ask the owner to share the secret with you again.</source>
        <translation>Stecken Sie die Karte mit dem Schlüssel ein, oder bitten Sie den Besitzer, das Geheimnis noch einmal für Sie freizugeben.</translation>
    </message>
    <message>
        <source>The key cannot be used: it has expired, was revoked or is too weak.</source>
        <translation>Der Schlüssel ist nicht verwendbar: Er ist abgelaufen, widerrufen oder zu schwach.</translation>
    </message>
    <message>
        <source>Extend or replace the key with GnuPG, then try again.</source>
        <translation>Verlängern oder ersetzen Sie den Schlüssel mit GnuPG, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>What the server sent is not an encrypted message.</source>
        <translation>Was der Server gesendet hat, ist keine verschlüsselte Nachricht.</translation>
    </message>
    <message>
        <source>It was not used. Tell whoever runs the server.</source>
        <translation>Sie wurde nicht verwendet. Informieren Sie den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>The encrypted message is damaged.</source>
        <translation>Die verschlüsselte Nachricht ist beschädigt.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask the owner to save the secret again.</source>
        <translation>Nichts davon wurde verwendet. Bitten Sie den Besitzer, das Geheimnis erneut zu speichern.</translation>
    </message>
    <message>
        <source>The signature does not fit: somebody may have tampered with this.</source>
        <translation>Die Signatur passt nicht: Jemand könnte dies verändert haben.</translation>
    </message>
    <message>
        <source>The content was discarded. Tell the owner and whoever runs the server.</source>
        <translation>Der Inhalt wurde verworfen. Informieren Sie den Besitzer und den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key is not the one you accepted.</source>
        <translation>Der OpenPGP-Schlüssel des Servers ist nicht der, den Sie akzeptiert haben.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server for its fingerprint, and compare it here.</source>
        <translation>Nichts wurde gesendet. Fragen Sie den Betreiber des Servers nach dem Fingerabdruck, und vergleichen Sie ihn hier.</translation>
    </message>
    <message>
        <source>The server&apos;s shared key is another one than you accepted, so nothing is written with it.</source>
        <translation>Der gemeinsame Schlüssel des Servers ist ein anderer als der, den Sie akzeptiert haben; daher wird nichts damit geschrieben.</translation>
    </message>
    <message>
        <source>Sync, then compare its fingerprint with an administrator: the message above the list leads there.</source>
        <translation>Synchronisieren Sie, und vergleichen Sie dann seinen Fingerabdruck mit der Administration: Die Meldung über der Liste führt dorthin.</translation>
    </message>
    <message>
        <source>The key for shared names and details was not given to you yet.</source>
        <translation>Der Schlüssel für gemeinsame Namen und Angaben wurde für Sie noch nicht freigegeben.</translation>
    </message>
    <message>
        <source>Ask an administrator to share it with you, then sync.</source>
        <translation>Bitten Sie die Administration, ihn für Sie freizugeben, und synchronisieren Sie dann.</translation>
    </message>
    <message>
        <source>Somebody&apos;s key has to be confirmed before this can be encrypted for them.</source>
        <translation>Der Schlüssel einer Person muss bestätigt werden, bevor dies für sie verschlüsselt werden kann.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner, then confirm it in the sharing view.</source>
        <translation>Vergleichen Sie den Fingerabdruck mit dem Inhaber, und bestätigen Sie ihn dann unter „Freigabe“.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for what it holds, and you would sign it.</source>
        <translation>Niemand, den Sie kennen, bürgt für den Inhalt, und Sie würden ihn signieren.</translation>
    </message>
    <message>
        <source>Look at it, and save it yourself if it is right.</source>
        <translation>Sehen Sie ihn sich an, und speichern Sie ihn selbst, wenn er stimmt.</translation>
    </message>
    <message>
        <source>As an OpenPGP message it would be longer than the server keeps.</source>
        <translation>Als OpenPGP-Nachricht wäre es länger, als der Server aufbewahrt.</translation>
    </message>
    <message>
        <source>Shorten it, or seal for fewer people.</source>
        <translation>Kürzen Sie es, oder versiegeln Sie für weniger Personen.</translation>
    </message>
    <message>
        <source>No system keyring is running, so tokens cannot be kept.</source>
        <translation>Kein System-Schlüsselbund läuft, daher lassen sich Token nicht aufbewahren.</translation>
    </message>
    <message>
        <source>Start GNOME Keyring or KWallet and try again.</source>
        <translation>Starten Sie den GNOME-Schlüsselbund oder KWallet, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Access to the system keyring was refused.</source>
        <translation>Der Zugriff auf den System-Schlüsselbund wurde verweigert.</translation>
    </message>
    <message>
        <source>Unlock the keyring and allow Coffret to use it.</source>
        <translation>Entsperren Sie den Schlüsselbund, und erlauben Sie Coffret, ihn zu verwenden.</translation>
    </message>
    <message>
        <source>The system keyring does not answer.</source>
        <translation>Der System-Schlüsselbund antwortet nicht.</translation>
    </message>
    <message>
        <source>Look for a window that asks for the keyring&apos;s password, then try again.</source>
        <translation>Suchen Sie nach einem Fenster, das nach dem Passwort des Schlüsselbunds fragt, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The token of this account is not in the system keyring.</source>
        <translation>Das Token dieses Kontos ist nicht im System-Schlüsselbund.</translation>
    </message>
    <message>
        <source>Set the account up again with a new token.</source>
        <translation>Richten Sie das Konto mit einem neuen Token noch einmal ein.</translation>
    </message>
    <message>
        <source>No SSH agent is running.</source>
        <translation>Kein SSH-Agent läuft.</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Starten Sie ssh-agent, sorgen Sie dafür, dass SSH_AUTH_SOCK auf ihn verweist, und starten Sie Coffret neu.</translation>
    </message>
    <message>
        <source>The SSH agent refused this.</source>
        <translation>Der SSH-Agent hat dies abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing was changed. It may not know this type of key.</source>
        <translation>Nichts wurde geändert. Vielleicht kennt er diese Art von Schlüssel nicht.</translation>
    </message>
    <message>
        <source>The SSH agent is locked.</source>
        <translation>Der SSH-Agent ist gesperrt.</translation>
    </message>
    <message>
        <source>Unlock it with ssh-add -X, then try again.</source>
        <translation>Entsperren Sie ihn mit ssh-add -X, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>This cannot be used.</source>
        <translation>Dies ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>Check what you entered. Details says more.</source>
        <translation>Prüfen Sie Ihre Eingabe. Mehr steht unter „Details“.</translation>
    </message>
    <message>
        <source>A file of Coffret could not be read or written.</source>
        <translation>Eine Datei von Coffret ließ sich nicht lesen oder schreiben.</translation>
    </message>
    <message>
        <source>Check that the disk is not full and that your home folder is writable.</source>
        <translation>Prüfen Sie, ob der Datenträger voll ist und ob sich in Ihren persönlichen Ordner schreiben lässt.</translation>
    </message>
    <message>
        <source>Something went wrong inside Coffret.</source>
        <translation>In Coffret ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, please report it with what Details says.</source>
        <translation>Versuchen Sie es noch einmal. Tritt es wieder auf, melden Sie es bitte mit dem, was unter „Details“ steht.</translation>
    </message>
    <message>
        <source>The key of this one-time code makes no codes.</source>
        <extracomment>Error banner in place of a one-time code. Cause, then next step.</extracomment>
        <translation>Der Schlüssel dieses Einmalcodes ergibt keine Codes.</translation>
    </message>
    <message>
        <source>Edit the secret and enter the key again, as the service shows it when you set it up.</source>
        <translation>Bearbeiten Sie das Geheimnis, und geben Sie den Schlüssel noch einmal so ein, wie der Dienst ihn beim Einrichten anzeigt.</translation>
    </message>
    <message>
        <source>Another Coffret keeps this account for offline use.</source>
        <extracomment>Message: what was listed is kept on this computer for when the server cannot be reached, but not this time. Cause, then next step.</extracomment>
        <translation>Ein anderes Coffret hält dieses Konto für die Nutzung ohne Server bereit.</translation>
    </message>
    <message>
        <source>Here it works as usual, but needs its server.</source>
        <translation>Hier funktioniert es wie gewohnt, braucht aber seinen Server.</translation>
    </message>
    <message>
        <source>What is kept for offline use was written by a newer Coffret.</source>
        <translation>Was für die Nutzung ohne Server bereitliegt, stammt von einem neueren Coffret.</translation>
    </message>
    <message>
        <source>It stays as it is; this one needs the server.</source>
        <translation>Es bleibt, wie es ist; dieses hier braucht den Server.</translation>
    </message>
    <message>
        <source>What was kept for offline use is damaged and was set aside.</source>
        <translation>Was für die Nutzung ohne Server bereitlag, ist beschädigt und wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>It is fetched from the server again.</source>
        <translation>Es wird neu vom Server geholt.</translation>
    </message>
    <message>
        <source>What was listed cannot be kept for offline use.</source>
        <translation>Die Liste lässt sich nicht für die Nutzung ohne Server behalten.</translation>
    </message>
    <message>
        <source>Make sure that there is room on the disk and that its folder can be written to.</source>
        <translation>Prüfen Sie, ob auf dem Datenträger Platz ist und in den Ordner geschrieben werden kann.</translation>
    </message>
</context>
<context>
    <name>ValidityBar</name>
    <message>
        <source>%1, from %2 to %3</source>
        <extracomment>What a screen reader says of a certificate&apos;s time. %1 is a sentence such as &quot;Valid until 3 Mar 2027&quot;, %2 and %3 are days</extracomment>
        <translation>%1, von %2 bis %3</translation>
    </message>
</context>
<context>
    <name>ValueSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Give it this value in the chosen environments, or look at it first.</source>
        <extracomment>Below the sentence that a name is taken</extracomment>
        <translation>Geben Sie ihm diesen Wert in den gewählten Umgebungen, oder sehen Sie es sich vorher an.</translation>
    </message>
    <message>
        <source>Set its value</source>
        <extracomment>Button: the secret is there already, and gets the value that was written</extracomment>
        <translation>Seinen Wert setzen</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button: shows the secret that is there already</extracomment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for the name of a new secret</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>Label of the field for the value of a secret</extracomment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Environments</source>
        <extracomment>Above the environments a value is meant for</extracomment>
        <translation>Umgebungen</translation>
    </message>
</context>
<context>
    <name>VerdictBadge</name>
    <message>
        <source>Verified</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Unexpected signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Unerwartet signiert</translation>
    </message>
    <message>
        <source>Unknown signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Unbekannter Schlüssel</translation>
    </message>
    <message>
        <source>Unsigned</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Nicht signiert</translation>
    </message>
    <message>
        <source>Expired key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Abgelaufener Schlüssel</translation>
    </message>
    <message>
        <source>Revoked key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Widerrufener Schlüssel</translation>
    </message>
    <message>
        <source>Out of place</source>
        <extracomment>Verdict on a value that is older than one seen before, or another secret&apos;s; one word or two</extracomment>
        <translation>Am falschen Platz</translation>
    </message>
    <message>
        <source>No signatures here</source>
        <extracomment>In place of a verdict: this vault has no signatures</extracomment>
        <translation>Hier keine Signaturen</translation>
    </message>
    <message>
        <source>Not opened yet</source>
        <extracomment>In place of a verdict: nothing was opened yet</extracomment>
        <translation>Noch nicht geöffnet</translation>
    </message>
    <message>
        <source>The signature is checked when you show or copy a value.</source>
        <extracomment>Below &quot;Not opened yet&quot;</extracomment>
        <translation>Die Signatur wird geprüft, wenn Sie einen Wert anzeigen oder kopieren.</translation>
    </message>
    <message>
        <source>Order not known</source>
        <extracomment>Verdict on a value that is signed as expected, but may be an older one or another secret&apos;s; two or three words</extracomment>
        <translation>Reihenfolge unbekannt</translation>
    </message>
</context>
<context>
    <name>WaitingBanner</name>
    <message>
        <source>What you see is what the server had last.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>Zu sehen ist, was der Server zuletzt hatte.</translation>
    </message>
    <message>
        <source>A change of yours has not been sent yet.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>Eine Ihrer Änderungen wurde noch nicht gesendet.</translation>
    </message>
    <message>
        <source>Show…</source>
        <extracomment>Button in a banner: opens the list of changes that wait</extracomment>
        <translation>Anzeigen …</translation>
    </message>
</context>
<context>
    <name>WebAddress</name>
    <message>
        <source>Not opened: it is not written as web addresses are.</source>
        <extracomment>Below an address that begins like one for a browser.</extracomment>
        <translation>Wird nicht geöffnet: So werden Webadressen nicht geschrieben.</translation>
    </message>
    <message>
        <source>Not opened: it has a user name or password in it, which browsers show and keep.</source>
        <extracomment>Below an address with a user name or password in it, such as https://ada:secret@example.org</extracomment>
        <translation>Wird nicht geöffnet: Sie enthält einen Benutzernamen oder ein Passwort, die ein Browser zeigt und behält.</translation>
    </message>
    <message>
        <source>Letters that pass for others: it leads to %1</source>
        <extracomment>Below a web address with letters that look like others. %1 is the name of its server without them, such as xn--exmple-cua.org</extracomment>
        <translation>Buchstaben, die wie andere aussehen: Sie führt zu %1</translation>
    </message>
</context>
<context>
    <name>WordOptions</name>
    <message>
        <source>Words</source>
        <extracomment>Label: how many words a new password has</extracomment>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>A space</source>
        <extracomment>Below the field for what stands between words, when that is a space</extracomment>
        <translation>Ein Leerzeichen</translation>
    </message>
    <message>
        <source>Between words</source>
        <extracomment>Label: what stands between the words of a new password</extracomment>
        <translation>Zwischen den Wörtern</translation>
    </message>
    <message>
        <source>Nothing</source>
        <extracomment>In the empty field for what stands between words</extracomment>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Capitals</source>
        <extracomment>Label: which letters of the words of a new password are capitals</extracomment>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>Words without capitals; write it that way</extracomment>
        <translation>keine</translation>
    </message>
    <message>
        <source>First letters</source>
        <extracomment>Words that begin with a capital</extracomment>
        <translation>Anfangsbuchstaben</translation>
    </message>
    <message>
        <source>ALL</source>
        <extracomment>Words in capitals; write it that way</extracomment>
        <translation>ALLE</translation>
    </message>
    <message>
        <source>With a digit behind one of the words</source>
        <extracomment>A choice for new passwords of words</extracomment>
        <translation>Mit einer Ziffer hinter einem der Wörter</translation>
    </message>
</context>
<context>
    <name>coffret::AboutViewModel</name>
    <message>
        <source>changing secrets</source>
        <extracomment>In a list of what an account does not have.</extracomment>
        <translation>Ändern von Geheimnissen</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>sharing</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>activity log</source>
        <translation>Aktivitätsprotokoll</translation>
    </message>
    <message>
        <source>earlier values</source>
        <translation>frühere Werte</translation>
    </message>
    <message>
        <source>expiry dates</source>
        <translation>Ablaufdaten</translation>
    </message>
    <message>
        <source>Missing, because the server lacks it or its administrator keeps it off: %1.</source>
        <extracomment>About an account. %1 is a list of features, for example &quot;tags, activity log&quot;.</extracomment>
        <translation>Nicht vorhanden, weil es dem Server fehlt oder von der Administration abgeschaltet ist: %1.</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values.</source>
        <extracomment>About an account.</extracomment>
        <translation>Ihre Administration erlaubt das Anzeigen von Werten nicht.</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values.</source>
        <extracomment>About an account.</extracomment>
        <translation>Ihre Administration erlaubt das Kopieren von Werten nicht.</translation>
    </message>
    <message>
        <source>Folders cannot be shared here, only secrets.</source>
        <extracomment>About an account.</extracomment>
        <translation>Ordner lassen sich hier nicht freigeben, nur Geheimnisse.</translation>
    </message>
    <message>
        <source>Your administrator decides when secrets expire.</source>
        <extracomment>About an account.</extracomment>
        <translation>Ihre Administration bestimmt, wann Geheimnisse ablaufen.</translation>
    </message>
    <message>
        <source>Values are not encrypted end to end: whoever runs the server can read them.</source>
        <extracomment>About an account.</extracomment>
        <translation>Werte sind nicht Ende-zu-Ende-verschlüsselt: Wer den Server betreibt, kann sie lesen.</translation>
    </message>
    <message>
        <source>What this account can do is known once it was opened.</source>
        <extracomment>About an account.</extracomment>
        <translation>Was dieses Konto kann, ist bekannt, sobald es geöffnet wurde.</translation>
    </message>
    <message>
        <source>Sealed values are an exception: they leave this computer encrypted and signed with OpenPGP.</source>
        <extracomment>About an account whose values are encrypted with OpenPGP by Coffret.</extracomment>
        <translation>Ausgenommen sind versiegelte Werte; diese verlassen den Rechner mit OpenPGP verschlüsselt und signiert.</translation>
    </message>
</context>
<context>
    <name>coffret::AccountOptionsViewModel</name>
    <message>
        <source>Check secrets out</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Geheimnisse ausleihen</translation>
    </message>
    <message>
        <source>Give secrets back</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Geheimnisse zurückgeben</translation>
    </message>
    <message>
        <source>Ask for access</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Zugriff anfordern</translation>
    </message>
    <message>
        <source>Create a secret and its addresses at once</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Ein Geheimnis und seine Adressen zugleich anlegen</translation>
    </message>
    <message>
        <source>Name at least one app.</source>
        <extracomment>Error under the field for the apps of an account.</extracomment>
        <translation>Nennen Sie mindestens eine App.</translation>
    </message>
    <message>
        <source>Off: you check secrets out on the server&apos;s page, and read them here.</source>
        <translation>Aus: Sie leihen Geheimnisse auf der Seite des Servers aus und lesen sie hier.</translation>
    </message>
    <message>
        <source>Off: you give secrets back on the server&apos;s page, also when Coffret locks.</source>
        <translation>Aus: Sie geben Geheimnisse auf der Seite des Servers zurück, auch wenn Coffret sperrt.</translation>
    </message>
    <message>
        <source>Off: you ask for access on the server&apos;s page.</source>
        <translation>Aus: Sie bitten auf der Seite des Servers um Zugriff.</translation>
    </message>
    <message>
        <source>Change folders</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Ordner ändern</translation>
    </message>
    <message>
        <source>Off: you make, rename and remove folders on the server&apos;s page.</source>
        <translation>Aus: Sie legen Ordner auf der Seite des Servers an, benennen sie dort um und entfernen sie.</translation>
    </message>
    <message>
        <source>Off: they are sent one after the other. If one fails, what was made is removed again.</source>
        <translation>Aus: Sie werden nacheinander gesendet. Schlägt eines fehl, wird das Angelegte wieder entfernt.</translation>
    </message>
</context>
<context>
    <name>coffret::AccountRemovalViewModel</name>
    <message>
        <source>The account is gone, but not all that was kept of it. %1</source>
        <extracomment>Message after an account was removed. %1 is an error, a whole sentence.</extracomment>
        <translation>Das Konto ist entfernt, aber nicht alles, was davon aufbewahrt wurde. %1</translation>
    </message>
    <message>
        <source>Changes that were not sent, and cannot be read now, are lost.</source>
        <extracomment>Above the buttons that remove an account</extracomment>
        <translation>Änderungen, die nicht gesendet wurden und sich gerade nicht lesen lassen, gehen verloren.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet will be lost.</source>
        <extracomment>Above the buttons that remove an account: changes that were made without the server</extracomment>
        <translation>
            <numerusform>%n noch nicht gesendete Änderung geht verloren.</numerusform>
            <numerusform>%n noch nicht gesendete Änderungen gehen verloren.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ActionsViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done with a secret.</extracomment>
        <translation>Dieses Konto kann nur gelesen werden</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Sie können dies lesen, aber nicht ändern</translation>
    </message>
    <message>
        <source>This account has no folders, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be moved.</extracomment>
        <translation>Dieses Konto hat keine Ordner, oder die Administration hält sie zurück</translation>
    </message>
    <message>
        <source>This server has no tags, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be given a tag.</extracomment>
        <translation>Dieser Server hat keine Schlagwörter, oder die Administration hält sie zurück</translation>
    </message>
    <message>
        <source>Nothing expires on this server</source>
        <extracomment>Why no day can be set on which a secret expires.</extracomment>
        <translation>Auf diesem Server läuft nichts ab</translation>
    </message>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the user cannot choose the day on which a secret expires.</extracomment>
        <translation>Dies legt Ihre Administration fest</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>When a secret ended or ends. %1 is a day.</extracomment>
        <translation>Abgelaufen am %1</translation>
    </message>
    <message>
        <source>Expires on %1</source>
        <translation>Läuft am %1 ab</translation>
    </message>
    <message>
        <source>Expiry changed</source>
        <extracomment>Message after the day a secret expires was changed.</extracomment>
        <translation>Ablauf geändert</translation>
    </message>
    <message>
        <source>It is deleted for everyone it is shared with. This cannot be undone.</source>
        <extracomment>Question before a secret that others see too is deleted.</extracomment>
        <translation>Es wird für alle gelöscht, für die es freigegeben ist. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before a secret is deleted.</extracomment>
        <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>„%1“ gelöscht</translation>
    </message>
    <message>
        <source>“%1” was not deleted. %2</source>
        <translation>„%1“ wurde nicht gelöscht. %2</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why a secret cannot be deleted.</extracomment>
        <translation>Gelöscht wird auf der Webseite des Servers</translation>
    </message>
</context>
<context>
    <name>coffret::AgentKeys</name>
    <message>
        <source>%1 The key stays in it until %2 at the latest.</source>
        <extracomment>A key could not be taken out of the SSH agent. %1 says why, %2 is a moment.</extracomment>
        <translation>%1 Der Schlüssel bleibt längstens bis %2 im Agenten.</translation>
    </message>
</context>
<context>
    <name>coffret::Application</name>
    <message>
        <source>Coffret is only just starting.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Coffret startet gerade erst.</translation>
    </message>
</context>
<context>
    <name>coffret::Autostart</name>
    <message>
        <source>Start Coffret with the desktop</source>
        <extracomment>Why a program asks the desktop to be started by it; in the desktop&apos;s own dialog.</extracomment>
        <translation>Coffret mit dem Desktop starten</translation>
    </message>
</context>
<context>
    <name>coffret::BrowseViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>Das Konto ist nicht geöffnet</translation>
    </message>
    <message>
        <source>This account has no groups, or its administrator keeps them from you</source>
        <extracomment>Why there are no groups to look at.</extracomment>
        <translation>Dieses Konto hat keine Gruppen, oder die Administration hält sie zurück</translation>
    </message>
    <message>
        <source>Details</source>
        <extracomment>Tabs of a secret.</extracomment>
        <translation>Details</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>This account encrypts its values already</source>
        <extracomment>Why values cannot be sealed, which means encrypted with OpenPGP.</extracomment>
        <translation>Dieses Konto verschlüsselt seine Werte schon</translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>Dieses Konto kann nur gelesen werden</translation>
    </message>
    <message>
        <source>This server does not offer that, or its administrator keeps it off</source>
        <extracomment>Why the names of secrets cannot be encrypted after the fact.</extracomment>
        <translation>Dieser Server bietet das nicht an, oder die Administration hat es abgeschaltet</translation>
    </message>
    <message>
        <source>%1 secrets loaded</source>
        <extracomment>Progress of loading. %1 is a number.</extracomment>
        <translation>%1 Geheimnisse geladen</translation>
    </message>
    <message>
        <source>%1 of %2 secrets loaded</source>
        <extracomment>Progress of loading. %1 and %2 are numbers.</extracomment>
        <translation>%1 von %2 Geheimnissen geladen</translation>
    </message>
    <message>
        <source>Not up to date, showing %1</source>
        <extracomment>Foot of the sidebar: the last sync failed. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Nicht aktuell, Stand: %1</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <extracomment>Foot of the sidebar. %1 is a moment, for example &quot;2 min ago&quot;.</extracomment>
        <translation>Synchronisiert %1</translation>
    </message>
    <message>
        <source>This account is locked.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Dieses Konto ist gesperrt.</translation>
    </message>
    <message>
        <source>This account could not be opened.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Dieses Konto ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <extracomment>In place of the list. %1 is what the user searched for.</extracomment>
        <translation>Nichts passt zu „%1“.</translation>
    </message>
    <message>
        <source>No favourites yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Noch keine Favoriten.</translation>
    </message>
    <message>
        <source>You have nothing checked out.</source>
        <extracomment>In place of the list: the user has borrowed no secret.</extracomment>
        <translation>Sie haben nichts ausgeliehen.</translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <extracomment>In place of the list: no secret has a problem.</extracomment>
        <translation>Nichts braucht Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>Nothing expires soon.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Nichts läuft demnächst ab.</translation>
    </message>
    <message>
        <source>Nothing is shared with you.</source>
        <extracomment>In place of the list: nobody else&apos;s secret can be read.</extracomment>
        <translation>Nichts ist für Sie freigegeben.</translation>
    </message>
    <message>
        <source>No secret is shared with you yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Noch ist kein Geheimnis für Sie freigegeben.</translation>
    </message>
    <message>
        <source>No secrets here.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Keine Geheimnisse hier.</translation>
    </message>
    <message>
        <source>Unlock to see its secrets.</source>
        <translation>Entsperren Sie es, um seine Geheimnisse zu sehen.</translation>
    </message>
    <message>
        <source>The message above says why. Try again when it is solved.</source>
        <translation>Die Meldung oben sagt, warum. Versuchen Sie es noch einmal, wenn es behoben ist.</translation>
    </message>
    <message>
        <source>Try fewer letters, or part of a user name, address or folder.</source>
        <translation>Versuchen Sie es mit weniger Buchstaben oder einem Teil von Benutzername, Adresse oder Ordner.</translation>
    </message>
    <message>
        <source>Only this list was searched. Choose “All secrets” to search everywhere.</source>
        <translation>Nur diese Liste wurde durchsucht. Wählen Sie „Alle Geheimnisse“, um überall zu suchen.</translation>
    </message>
    <message>
        <source>Secrets marked with a star in the vault are shown here.</source>
        <translation>Geheimnisse, die im Tresor mit einem Stern markiert sind, erscheinen hier.</translation>
    </message>
    <message>
        <source>Secrets that you check out are listed here until you give them back or their time is over.</source>
        <translation>Geheimnisse, die Sie ausleihen, stehen hier, bis Sie sie zurückgeben oder ihre Zeit um ist.</translation>
    </message>
    <message>
        <source>Secrets with an unverified signature, an unknown type or no value would be listed here.</source>
        <translation>Hier stünden Geheimnisse mit unbestätigter Signatur, unbekanntem Typ oder ohne Wert.</translation>
    </message>
    <message>
        <source>Secrets that have expired, or do within 30 days, would be listed here.</source>
        <translation>Hier stünden Geheimnisse, die abgelaufen sind oder innerhalb von 30 Tagen ablaufen.</translation>
    </message>
    <message>
        <source>Secrets that belong to somebody else would be listed here.</source>
        <translation>Hier stünden Geheimnisse, die anderen gehören.</translation>
    </message>
    <message>
        <source>Ask a colleague to share one, then sync.</source>
        <translation>Bitten Sie jemanden im Team, eines freizugeben, und synchronisieren Sie dann.</translation>
    </message>
    <message>
        <source>Choose another list or clear the type filter.</source>
        <translation>Wählen Sie eine andere Liste, oder heben Sie den Typfilter auf.</translation>
    </message>
    <message>
        <source>What is lent cannot be duplicated</source>
        <extracomment>Why a secret cannot be copied into a new one: it belongs to an account that lends its values.</extracomment>
        <translation>Geliehenes lässt sich nicht duplizieren</translation>
    </message>
    <message>
        <source>Nothing of this type here.</source>
        <extracomment>In place of the list, while only secrets of one type are shown.</extracomment>
        <translation>Nichts von dieser Art hier.</translation>
    </message>
    <message>
        <source>It has no user name with a password</source>
        <extracomment>Why a command is not available: it types a user name and a password.</extracomment>
        <translation>Es hat keinen Benutzernamen mit Passwort</translation>
    </message>
    <message>
        <source>user name, Tab, password</source>
        <extracomment>What is typed into another window. Tab is a key.</extracomment>
        <translation>Benutzername, Tab, Passwort</translation>
    </message>
    <message>
        <source>No secret matches “%1”, but folders do.</source>
        <extracomment>In place of the list, below folders that were found. %1 is what the user searched for.</extracomment>
        <translation>Kein Geheimnis passt zu „%1“, aber Ordner.</translation>
    </message>
    <message>
        <source>Connecting, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer, until the server answers. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Verbindet, Stand: %1</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <extracomment>Foot of the sidebar, while the lists are fetched again.</extracomment>
        <translation>Synchronisiert …</translation>
    </message>
    <message>
        <source>Your passphrase is needed: sync to go on</source>
        <extracomment>Foot of the sidebar: syncing in the background has stopped, because nobody was there to enter the passphrase.</extracomment>
        <translation>Ihre Passphrase wird gebraucht: zum Fortfahren synchronisieren</translation>
    </message>
    <message>
        <source>Offline, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Offline, Stand: %1</translation>
    </message>
</context>
<context>
    <name>coffret::BulkViewModel</name>
    <message numerus="yes">
        <source>%n secret(s) chosen</source>
        <extracomment>Heading in place of a secret&apos;s details. %n is how many are chosen.</extracomment>
        <translation>
            <numerusform>%n Geheimnis ausgewählt</numerusform>
            <numerusform>%n Geheimnisse ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why several secrets cannot be changed.</extracomment>
        <translation>Dieses Konto kann nur gelesen werden</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why several secrets cannot be shared.</extracomment>
        <translation>Dieses Konto hat keine Freigabe, oder die Administration hält sie zurück</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why several secrets cannot be deleted.</extracomment>
        <translation>Gelöscht wird auf der Webseite des Servers</translation>
    </message>
</context>
<context>
    <name>coffret::Bulletin</name>
    <message>
        <source>%1 needs your attention</source>
        <extracomment>Notification. %1 is the name of an account.</extracomment>
        <translation>%1 braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>An account needs your attention</source>
        <extracomment>Notification.</extracomment>
        <translation>Ein Konto braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Access ends soon</source>
        <extracomment>Notification: its title, about secrets that were checked out.</extracomment>
        <translation>Zugriff läuft bald ab</translation>
    </message>
    <message>
        <source>Access was granted</source>
        <extracomment>Notification: the user asked for access to a secret, and somebody agreed.</extracomment>
        <translation>Zugriff wurde genehmigt</translation>
    </message>
    <message>
        <source>A secret you asked for can be checked out.</source>
        <translation>Ein Geheimnis, das Sie angefordert haben, kann ausgeliehen werden.</translation>
    </message>
</context>
<context>
    <name>coffret::CertificateForm</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>About a file that was chosen.</extracomment>
        <translation>Die Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Look whether it is there and may be opened.</source>
        <extracomment>What to do about a file that cannot be read.</extracomment>
        <translation>Prüfen Sie, ob sie da ist und geöffnet werden darf.</translation>
    </message>
    <message>
        <source>Read a private key from %1.</source>
        <extracomment>What was read from a file. %1 is its name.</extracomment>
        <translation>Privater Schlüssel aus %1 gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>%n Zertifikat aus %1 gelesen.</numerusform>
            <numerusform>%n Zertifikate aus %1 gelesen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) and a private key from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>%n Zertifikat und ein privater Schlüssel aus %1 gelesen.</numerusform>
            <numerusform>%n Zertifikate und ein privater Schlüssel aus %1 gelesen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::CharacterSetModel</name>
    <message>
        <source>Lower-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Kleinbuchstaben</translation>
    </message>
    <message>
        <source>Upper-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>Digits</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>A set of characters for new passwords: punctuation and signs.</extracomment>
        <translation>Sonderzeichen</translation>
    </message>
    <message>
        <source>Emoticons</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Emojis</translation>
    </message>
    <message>
        <source>Symbols %1</source>
        <extracomment>A set of characters for new passwords. %1 are the characters, separated by spaces.</extracomment>
        <translation>Sonderzeichen %1</translation>
    </message>
</context>
<context>
    <name>coffret::CheckOutViewModel</name>
    <message>
        <source>%1 was given back</source>
        <extracomment>Short message at the foot of the window. %1 is a secret&apos;s name.</extracomment>
        <translation>%1 wurde zurückgegeben</translation>
    </message>
    <message>
        <source>Say why you need it: whoever decides reads this.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>Geben Sie an, wozu Sie es brauchen: Wer darüber entscheidet, liest dies.</translation>
    </message>
    <message>
        <source>Write a time, or a day and a time, as in %1.</source>
        <extracomment>Under a field of the form that asks for access. %1 is a moment as it can be written.</extracomment>
        <translation>Geben Sie eine Uhrzeit oder Tag und Uhrzeit an, etwa %1.</translation>
    </message>
    <message>
        <source>That is over already.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>Das ist schon vorbei.</translation>
    </message>
</context>
<context>
    <name>coffret::CodeEntryViewModel</name>
    <message>
        <source>This moves several accounts from one phone to another. Export one account alone, or use the key that the service shows.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Damit ziehen mehrere Konten von einem Telefon auf ein anderes um. Exportieren Sie ein einzelnes Konto, oder verwenden Sie den Schlüssel, den der Dienst anzeigt.</translation>
    </message>
    <message>
        <source>This key is for codes that are counted, not for codes that change with time.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Dieser Schlüssel ist für Codes, die gezählt werden, nicht für Codes, die mit der Zeit wechseln.</translation>
    </message>
    <message>
        <source>This address makes no codes: its secret, digits, period or algorithm is missing or wrong.</source>
        <extracomment>Under the field for the key of one-time codes. Secret, digits, period and algorithm are parts of the address.</extracomment>
        <translation>Diese Adresse ergibt keine Codes: Geheimnis, Stellenzahl, Zeitraum oder Algorithmus fehlt oder ist falsch.</translation>
    </message>
    <message>
        <source>A key has only the letters A to Z and the digits 2 to 7.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Ein Schlüssel besteht nur aus den Buchstaben A bis Z und den Ziffern 2 bis 7.</translation>
    </message>
    <message>
        <source>The end of the key is missing.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Das Ende des Schlüssels fehlt.</translation>
    </message>
    <message>
        <source>The key is too short.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Der Schlüssel ist zu kurz.</translation>
    </message>
    <message>
        <source>Your desktop gave no picture of the screen.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Ihr Desktop hat kein Bild des Bildschirms geliefert.</translation>
    </message>
    <message>
        <source>%1 digits, a new code every %2 seconds, %3</source>
        <extracomment>About one-time codes. %1 is how many digits they have, %2 a number of seconds, %3 the name of a method.</extracomment>
        <translation>%1 Ziffern, alle %2 Sekunden ein neuer Code, %3</translation>
    </message>
    <message>
        <source>The file is no picture that can be read.</source>
        <extracomment>Under the field for the key of one-time codes: the chosen file is no picture, or too large.</extracomment>
        <translation>Die Datei ist kein lesbares Bild.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>No QR code was found in the picture.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Im Bild wurde kein QR-Code gefunden.</translation>
    </message>
    <message>
        <source>The picture has several keys. Use one that shows a single QR code.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Das Bild enthält mehrere Schlüssel. Verwenden Sie eines, das nur einen QR-Code zeigt.</translation>
    </message>
    <message>
        <source>The QR code says something else than a key for one-time codes.</source>
        <translation>Der QR-Code enthält etwas anderes als einen Schlüssel für Einmalcodes.</translation>
    </message>
</context>
<context>
    <name>coffret::CommandTable</name>
    <message>
        <source>Find</source>
        <extracomment>Group of commands: search, and moving around in the window.</extracomment>
        <translation>Finden</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>A command: goes to the search field.</extracomment>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Command palette</source>
        <extracomment>A command: the list of everything that can be done.</extracomment>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>A command: copies a secret from whatever program is in front.</extracomment>
        <translation>Schnellsuche</translation>
    </message>
    <message>
        <source>Go to the tree</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Zum Baum wechseln</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Zur Liste wechseln</translation>
    </message>
    <message>
        <source>Next pane</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>What a key does.</extracomment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Clear, then back</source>
        <extracomment>What a key does.</extracomment>
        <translation>Leeren, dann zurück</translation>
    </message>
    <message>
        <source>Switch account</source>
        <extracomment>What some keys do.</extracomment>
        <translation>Konto wechseln</translation>
    </message>
    <message>
        <source>No folder is chosen</source>
        <extracomment>Why a command is not available: it is for the folder whose secrets are listed.</extracomment>
        <translation>Es ist kein Ordner ausgewählt</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Group of commands: about the folder whose secrets are listed.</extracomment>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Neuer Ordner …</translation>
    </message>
    <message>
        <source>Share folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Ordner freigeben …</translation>
    </message>
    <message>
        <source>Rename folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Ordner umbenennen …</translation>
    </message>
    <message>
        <source>Move folder…</source>
        <extracomment>A command: into another folder.</extracomment>
        <translation>Ordner verschieben …</translation>
    </message>
    <message>
        <source>Delete folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Ordner löschen …</translation>
    </message>
    <message>
        <source>This folder has no environments</source>
        <extracomment>Why environments cannot be compared, nor files read into them.</extracomment>
        <translation>Dieser Ordner hat keine Umgebungen</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>A command.</extracomment>
        <translation>Umgebungen vergleichen …</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>A command.</extracomment>
        <translation>Neues Geheimnis in mehreren Umgebungen …</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>A command.</extracomment>
        <translation>.env-Datei importieren …</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>A command.</extracomment>
        <translation>In verschlüsselte Datei exportieren …</translation>
    </message>
    <message>
        <source>Account</source>
        <extracomment>Group of commands: about the account in view, or all of them.</extracomment>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Sync</source>
        <extracomment>A command: fetches the lists of all accounts again.</extracomment>
        <translation>Synchronisieren</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>A command: sets up one more account.</extracomment>
        <translation>Konto hinzufügen …</translation>
    </message>
    <message>
        <source>About this account…</source>
        <extracomment>A command: what is known of the account, and what it cannot do.</extracomment>
        <translation>Über dieses Konto …</translation>
    </message>
    <message>
        <source>Account options…</source>
        <extracomment>A command: name, apps and other settings of the account.</extracomment>
        <translation>Kontooptionen …</translation>
    </message>
    <message>
        <source>Health…</source>
        <extracomment>A command: looks for weak, reused, expired and unsigned secrets.</extracomment>
        <translation>Sicherheitsprüfung …</translation>
    </message>
    <message>
        <source>Remove account…</source>
        <extracomment>A command: takes the account off this computer.</extracomment>
        <translation>Konto entfernen …</translation>
    </message>
    <message>
        <source>Groups…</source>
        <extracomment>A command: who is in which group.</extracomment>
        <translation>Gruppen …</translation>
    </message>
    <message>
        <source>Encrypt all details…</source>
        <extracomment>A command: names and addresses that lie in the clear on the server are encrypted.</extracomment>
        <translation>Alle Angaben verschlüsseln …</translation>
    </message>
    <message>
        <source>Seal values…</source>
        <extracomment>A command: values of an account that does not encrypt them itself are encrypted with OpenPGP.</extracomment>
        <translation>Werte versiegeln …</translation>
    </message>
    <message>
        <source>Give back everything checked out</source>
        <extracomment>A command: of accounts that lend their values.</extracomment>
        <translation>Alles Ausgeliehene zurückgeben</translation>
    </message>
    <message>
        <source>You have nothing checked out</source>
        <extracomment>Why nothing can be given back.</extracomment>
        <translation>Sie haben nichts ausgeliehen</translation>
    </message>
    <message>
        <source>This is how it is now</source>
        <extracomment>Why colours cannot be chosen.</extracomment>
        <translation>So ist es bereits eingestellt</translation>
    </message>
    <message>
        <source>Program</source>
        <extracomment>Group of commands: about the program as a whole.</extracomment>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>A command: locks every account.</extracomment>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Settings…</source>
        <extracomment>A command.</extracomment>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>A command.</extracomment>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Colours of the desktop</source>
        <extracomment>A command: colours follow the desktop.</extracomment>
        <translation>Farben wie der Desktop</translation>
    </message>
    <message>
        <source>Light colours</source>
        <extracomment>A command.</extracomment>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <extracomment>A command.</extracomment>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Colours of high contrast</source>
        <extracomment>A command.</extracomment>
        <translation>Farben mit hohem Kontrast</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>A command: ends the program.</extracomment>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Secret</source>
        <extracomment>Group of commands: about the secret that is shown.</extracomment>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Copy password, key or token</source>
        <extracomment>A command.</extracomment>
        <translation>Passwort, Schlüssel oder Token kopieren</translation>
    </message>
    <message>
        <source>Copy user name</source>
        <extracomment>A command.</extracomment>
        <translation>Benutzernamen kopieren</translation>
    </message>
    <message>
        <source>Copy the first address</source>
        <extracomment>A command.</extracomment>
        <translation>Erste Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy one-time code</source>
        <extracomment>A command.</extracomment>
        <translation>Einmalcode kopieren</translation>
    </message>
    <message>
        <source>Show or hide the value</source>
        <extracomment>A command.</extracomment>
        <translation>Wert anzeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show the value while held</source>
        <extracomment>What holding two keys does.</extracomment>
        <translation>Wert anzeigen, solange gedrückt</translation>
    </message>
    <message>
        <source>Show the value in large type</source>
        <extracomment>A command.</extracomment>
        <translation>Wert in großer Schrift anzeigen</translation>
    </message>
    <message>
        <source>Show the value as a QR code</source>
        <extracomment>A command.</extracomment>
        <translation>Wert als QR-Code anzeigen</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>A command.</extracomment>
        <translation>Neues Geheimnis</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>A command: changes the secret that is shown.</extracomment>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Save what is written</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>Eingaben speichern</translation>
    </message>
    <message>
        <source>Generate a password while writing one</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>Passwort beim Eingeben erzeugen</translation>
    </message>
    <message>
        <source>Add to or remove from favourites</source>
        <extracomment>A command: marks the secret with a star, or takes it away.</extracomment>
        <translation>Zu Favoriten hinzufügen oder daraus entfernen</translation>
    </message>
    <message>
        <source>This account has no favourites</source>
        <extracomment>Why a secret cannot be marked with a star.
----------
Why secrets cannot be marked with a star.</extracomment>
        <translation>Dieses Konto hat keine Favoriten</translation>
    </message>
    <message>
        <source>Move secret…</source>
        <extracomment>A command: to another folder.</extracomment>
        <translation>Geheimnis verschieben …</translation>
    </message>
    <message>
        <source>Secret expires in 90 days</source>
        <extracomment>A command.</extracomment>
        <translation>Geheimnis läuft in 90 Tagen ab</translation>
    </message>
    <message>
        <source>Mark secret as expired</source>
        <extracomment>A command: its value should be replaced at once.</extracomment>
        <translation>Geheimnis als abgelaufen markieren</translation>
    </message>
    <message>
        <source>Secret never expires</source>
        <extracomment>A command.</extracomment>
        <translation>Geheimnis läuft nie ab</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire.</extracomment>
        <translation>Es ist kein Tag festgelegt</translation>
    </message>
    <message>
        <source>Delete secret…</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>Geheimnis löschen …</translation>
    </message>
    <message>
        <source>This account does not have that</source>
        <extracomment>Why a tab of a secret cannot be shown.</extracomment>
        <translation>Dieses Konto bietet das nicht</translation>
    </message>
    <message>
        <source>Share secret…</source>
        <extracomment>A command: who may see the secret.</extracomment>
        <translation>Geheimnis freigeben …</translation>
    </message>
    <message>
        <source>Comments on the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Kommentare zum Geheimnis</translation>
    </message>
    <message>
        <source>History of the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Verlauf des Geheimnisses</translation>
    </message>
    <message>
        <source>Activity around the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Aktivität rund um das Geheimnis</translation>
    </message>
    <message>
        <source>There is nothing to check out or give back here</source>
        <extracomment>Why a secret can be neither checked out nor given back.</extracomment>
        <translation>Hier gibt es nichts auszuleihen oder zurückzugeben</translation>
    </message>
    <message>
        <source>Check secret out</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Geheimnis ausleihen</translation>
    </message>
    <message>
        <source>Give secret back</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Geheimnis zurückgeben</translation>
    </message>
    <message>
        <source>Request access to secret…</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Zugriff auf Geheimnis anfordern …</translation>
    </message>
    <message>
        <source>Encrypt details of the secret…</source>
        <extracomment>A command: its name and addresses, in the clear on the server until now, are encrypted.</extracomment>
        <translation>Angaben des Geheimnisses verschlüsseln …</translation>
    </message>
    <message>
        <source>Its details are encrypted, or cannot be</source>
        <extracomment>Why the name of a secret cannot be encrypted.</extracomment>
        <translation>Die Angaben sind verschlüsselt oder lassen sich nicht verschlüsseln</translation>
    </message>
    <message>
        <source>This secret has one value only</source>
        <extracomment>Why values in several environments cannot be looked at.</extracomment>
        <translation>Dieses Geheimnis hat nur einen Wert</translation>
    </message>
    <message>
        <source>Compare secret in its environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>Geheimnis in seinen Umgebungen vergleichen …</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>Wert in Umgebungen setzen …</translation>
    </message>
    <message>
        <source>Copy secret as KEY=value</source>
        <extracomment>A command: copies a secret as a line of a .env file; KEY=value stays as it is.</extracomment>
        <translation>Geheimnis als KEY=value kopieren</translation>
    </message>
    <message>
        <source>Copy secret as export line</source>
        <extracomment>A command: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word.</extracomment>
        <translation>Geheimnis als export-Zeile kopieren</translation>
    </message>
    <message>
        <source>Copy secret as JSON</source>
        <extracomment>A command: copies a secret as a JSON object.</extracomment>
        <translation>Geheimnis als JSON kopieren</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Coffret ist gesperrt</translation>
    </message>
    <message>
        <source>An account is being set up</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Ein Konto wird gerade eingerichtet</translation>
    </message>
    <message>
        <source>Finish what you are writing first</source>
        <extracomment>Why a command is not available: the editor is open.</extracomment>
        <translation>Schließen Sie zuerst ab, was Sie gerade bearbeiten</translation>
    </message>
    <message>
        <source>Several secrets are chosen</source>
        <extracomment>Why a command is not available: it is for one secret.</extracomment>
        <translation>Mehrere Geheimnisse sind ausgewählt</translation>
    </message>
    <message>
        <source>No secret is chosen</source>
        <extracomment>Why a command is not available: it is for the secret that is shown.</extracomment>
        <translation>Es ist kein Geheimnis ausgewählt</translation>
    </message>
    <message>
        <source>Sort the list: %1</source>
        <extracomment>A command: what comes first in the list. %1 is an order, such as &quot;Last changed&quot;.</extracomment>
        <translation>Liste sortieren: %1</translation>
    </message>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen.</extracomment>
        <translation>Dieses Konto leiht nichts aus</translation>
    </message>
    <message>
        <source>Keep what is checked out when Coffret locks or quits</source>
        <extracomment>A command: what is checked out is given back by itself, or stays.</extracomment>
        <translation>Ausgeliehenes behalten, wenn Coffret gesperrt oder beendet wird</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <translation>Zurückgeben, wenn Coffret gesperrt oder beendet wird</translation>
    </message>
    <message>
        <source>Values are not shown now</source>
        <extracomment>For a moment, after presentation mode was turned on or off.</extracomment>
        <translation>Werte werden jetzt nicht angezeigt</translation>
    </message>
    <message>
        <source>Values can be shown again</source>
        <translation>Werte können wieder angezeigt werden</translation>
    </message>
    <message>
        <source>Turn presentation mode off</source>
        <extracomment>A command: values are never shown on the screen, or they are again.</extracomment>
        <translation>Präsentationsmodus ausschalten</translation>
    </message>
    <message>
        <source>Turn presentation mode on</source>
        <translation>Präsentationsmodus einschalten</translation>
    </message>
    <message>
        <source>This secret is not an SSH key</source>
        <extracomment>Why a command is not available: it is for SSH keys.</extracomment>
        <translation>Dieses Geheimnis ist kein SSH-Schlüssel</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>A command: the public half of an SSH key.</extracomment>
        <translation>Öffentlichen Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>A command: asks for how long an SSH key goes into the SSH agent, whose name is ssh-agent.</extracomment>
        <translation>Zu ssh-agent hinzufügen …</translation>
    </message>
    <message>
        <source>It is in ssh-agent already</source>
        <extracomment>Why a key cannot be put into the SSH agent.</extracomment>
        <translation>Er ist schon in ssh-agent</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>A command: takes a key out of the SSH agent.</extracomment>
        <translation>Aus ssh-agent entfernen</translation>
    </message>
    <message>
        <source>It is not in ssh-agent</source>
        <extracomment>Why a key cannot be taken out of the SSH agent.</extracomment>
        <translation>Er ist nicht in ssh-agent</translation>
    </message>
    <message>
        <source>Only API keys can be copied so</source>
        <extracomment>Why a secret cannot be copied as a line for a shell or as JSON.</extracomment>
        <translation>Nur API-Schlüssel lassen sich so kopieren</translation>
    </message>
    <message>
        <source>Fewer than two secrets are chosen</source>
        <extracomment>Why a command is not available: it is for two secrets or more.</extracomment>
        <translation>Weniger als zwei Geheimnisse sind ausgewählt</translation>
    </message>
    <message>
        <source>Choose several</source>
        <extracomment>What some keys do in the list of secrets.</extracomment>
        <translation>Mehrere auswählen</translation>
    </message>
    <message>
        <source>Choose all secrets of the list</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>Alle Geheimnisse der Liste auswählen</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <extracomment>Why nothing can be chosen.</extracomment>
        <translation>Die Liste ist leer</translation>
    </message>
    <message>
        <source>Share the chosen secrets…</source>
        <extracomment>A command: gives people access to several secrets.</extracomment>
        <translation>Ausgewählte Geheimnisse teilen …</translation>
    </message>
    <message>
        <source>Move the chosen secrets…</source>
        <extracomment>A command.</extracomment>
        <translation>Ausgewählte Geheimnisse verschieben …</translation>
    </message>
    <message>
        <source>This account has no folders to move them to</source>
        <extracomment>Why secrets cannot be moved.</extracomment>
        <translation>Dieses Konto hat keine Ordner, in die sie verschoben werden könnten</translation>
    </message>
    <message>
        <source>Add the chosen secrets to favourites</source>
        <extracomment>A command: gives several secrets a star.</extracomment>
        <translation>Ausgewählte Geheimnisse zu Favoriten hinzufügen</translation>
    </message>
    <message>
        <source>Remove the chosen secrets from favourites</source>
        <extracomment>A command: takes the star of several secrets away.</extracomment>
        <translation>Ausgewählte Geheimnisse aus Favoriten entfernen</translation>
    </message>
    <message>
        <source>Delete the chosen secrets…</source>
        <extracomment>A command: after a question.</extracomment>
        <translation>Ausgewählte Geheimnisse löschen …</translation>
    </message>
    <message>
        <source>Open its menu</source>
        <extracomment>What some keys do: of the secret or folder that is current, with all that can be done with it.</extracomment>
        <translation>Sein Menü öffnen</translation>
    </message>
    <message>
        <source>In the tree: open or close a folder</source>
        <extracomment>What some keys do in the tree of lists and folders: what lies below a folder is shown, or not any more.</extracomment>
        <translation>Im Baum: einen Ordner öffnen oder schließen</translation>
    </message>
    <message>
        <source>In the tree: open every folder</source>
        <extracomment>What a key does in the tree of lists and folders.</extracomment>
        <translation>Im Baum: alle Ordner öffnen</translation>
    </message>
    <message>
        <source>In the tree: to the first, to the last</source>
        <extracomment>What some keys do in the tree of lists and folders.</extracomment>
        <translation>Im Baum: zum ersten, zum letzten</translation>
    </message>
    <message>
        <source>In the tree: to what begins so</source>
        <extracomment>What some keys do in the tree of lists and folders: the first letters of a name lead to it.</extracomment>
        <translation>Im Baum: zu dem, was so beginnt</translation>
    </message>
    <message>
        <source>In the quick lookup: copy that result</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>In der Schnellsuche: dieses Ergebnis kopieren</translation>
    </message>
    <message>
        <source>In the quick lookup: open it here</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>In der Schnellsuche: hier öffnen</translation>
    </message>
    <message>
        <source>Open the first web address</source>
        <extracomment>A command: in the browser.</extracomment>
        <translation>Erste Webadresse öffnen</translation>
    </message>
    <message>
        <source>It has no web address</source>
        <extracomment>Why no browser can be opened for a secret.</extracomment>
        <translation>Es hat keine Webadresse</translation>
    </message>
    <message>
        <source>Copy password and one-time code in one</source>
        <extracomment>A command: password and one-time code as one text, for services that take both in one field.</extracomment>
        <translation>Passwort und Einmalcode in einem kopieren</translation>
    </message>
    <message>
        <source>Duplicate secret…</source>
        <extracomment>A command: begins a new secret that holds what the shown one does.</extracomment>
        <translation>Geheimnis duplizieren …</translation>
    </message>
    <message>
        <source>Add tag to secret…</source>
        <extracomment>A command: a word to file the secret under is typed next.</extracomment>
        <translation>Dem Geheimnis ein Schlagwort hinzufügen …</translation>
    </message>
    <message>
        <source>Type password, key or token into another window…</source>
        <extracomment>A command: types the value into another program&apos;s window, as a keyboard would.</extracomment>
        <translation>Passwort, Schlüssel oder Token in ein anderes Fenster eintippen …</translation>
    </message>
    <message>
        <source>Type user name, Tab, password into another window…</source>
        <extracomment>A command: types both into another program&apos;s window, with the Tab key between.</extracomment>
        <translation>Benutzernamen, Tab, Passwort in ein anderes Fenster eintippen …</translation>
    </message>
    <message>
        <source>Export folder…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>Ordner exportieren …</translation>
    </message>
    <message>
        <source>Export secrets…</source>
        <extracomment>A command: writes secrets of the account into a file.</extracomment>
        <translation>Geheimnisse exportieren …</translation>
    </message>
    <message>
        <source>Export the chosen secrets…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>Ausgewählte Geheimnisse exportieren …</translation>
    </message>
    <message>
        <source>Import secrets…</source>
        <extracomment>A command: secrets from a file of another program.</extracomment>
        <translation>Geheimnisse importieren…</translation>
    </message>
</context>
<context>
    <name>coffret::CommentListModel</name>
    <message>
        <source>%1, changed</source>
        <extracomment>When a comment was written, and that it was changed since. %1 is a moment.</extracomment>
        <translation>%1, geändert</translation>
    </message>
</context>
<context>
    <name>coffret::ComparisonViewModel</name>
    <message>
        <source>Environments of %1</source>
        <extracomment>Heading of the comparison of environments. %1 is an application.</extracomment>
        <translation>Umgebungen von %1</translation>
    </message>
    <message>
        <source>All values are the same.</source>
        <extracomment>What a comparison of names and values comes to.</extracomment>
        <translation>Alle Werte sind gleich.</translation>
    </message>
    <message>
        <source>The values that could be compared are the same.</source>
        <extracomment>What a comparison of names and values comes to, where some could not be compared.</extracomment>
        <translation>Die Werte, die verglichen werden konnten, sind gleich.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) differ.</source>
        <translation>
            <numerusform>%n Name unterscheidet sich.</numerusform>
            <numerusform>%n Namen unterscheiden sich.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) could not be compared.</source>
        <extracomment>After what a comparison comes to. %n is a number of values.</extracomment>
        <translation>
            <numerusform>%n Wert ließ sich nicht vergleichen.</numerusform>
            <numerusform>%n Werte ließen sich nicht vergleichen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) have no value somewhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at. %n is a number of names.</extracomment>
        <translation>
            <numerusform>%n Name hat irgendwo keinen Wert. Ob die Werte gleich sind, wurde nicht geprüft.</numerusform>
            <numerusform>%n Namen haben irgendwo keinen Wert. Ob die Werte gleich sind, wurde nicht geprüft.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every name has a value everywhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at.</extracomment>
        <translation>Jeder Name hat überall einen Wert. Ob die Werte gleich sind, wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>Every name has a value wherever that could be read. Whether the values are the same was not looked at.</source>
        <translation>Jeder Name hat einen Wert, wo immer sich das lesen ließ. Ob die Werte gleich sind, wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>No name contains “%1”.</source>
        <extracomment>In place of a comparison. %1 is what the user searched for.</extracomment>
        <translation>Kein Name enthält „%1“.</translation>
    </message>
    <message>
        <source>Nothing is known to differ.</source>
        <extracomment>In place of a comparison.</extracomment>
        <translation>Unterschiede sind nicht bekannt.</translation>
    </message>
    <message>
        <source>There are no secrets in these environments.</source>
        <translation>In diesen Umgebungen gibt es keine Geheimnisse.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>What is looked at in a comparison. %1 is a name, %2 an environment.</extracomment>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>This environment could not be read</source>
        <extracomment>Why a value cannot be set there.</extracomment>
        <translation>Diese Umgebung ließ sich nicht lesen</translation>
    </message>
</context>
<context>
    <name>coffret::ConflictListModel</name>
    <message>
        <source>Name</source>
        <extracomment>Labels of what differs between two versions of a secret.</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Symbol</source>
        <extracomment>Label of what differs between two versions of a secret.</extracomment>
        <translation>Symbol</translation>
    </message>
</context>
<context>
    <name>coffret::DetailViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Dieses Konto kann nur gelesen werden</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Sie können dies lesen, aber nicht ändern</translation>
    </message>
    <message>
        <source>This version of Coffret does not know its type</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Diese Version von Coffret kennt den Typ nicht</translation>
    </message>
    <message>
        <source>Its details cannot be decrypted</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Die Angaben lassen sich nicht entschlüsseln</translation>
    </message>
    <message>
        <source>The secret has no such field.</source>
        <extracomment>In place of a value: the opened secret turned out to have other fields than the list promised.</extracomment>
        <translation>Das Geheimnis hat kein solches Feld.</translation>
    </message>
    <message>
        <source>The fields it has are shown now.</source>
        <extracomment>What to do next, after the sentence above.</extracomment>
        <translation>Jetzt werden die Felder angezeigt, die es hat.</translation>
    </message>
    <message>
        <source>%1 Copy it anyway?</source>
        <translation>%1 Trotzdem kopieren?</translation>
    </message>
    <message>
        <source>The value has characters that cannot be written that way.</source>
        <extracomment>Message instead of copying: for example a line break cannot stand in a header.</extracomment>
        <translation>Der Wert enthält Zeichen, die sich so nicht schreiben lassen.</translation>
    </message>
    <message>
        <source>%1 with one-time code</source>
        <extracomment>What was copied, in a message: two values in one. %1 is the label of the first, for example Password.</extracomment>
        <translation>%1 mit Einmalcode</translation>
    </message>
    <message>
        <source>Shared</source>
        <extracomment>Below the name of a secret: others have it too.</extracomment>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Only you</source>
        <extracomment>Below the name of a secret: nobody else has it.</extracomment>
        <translation>Nur Sie</translation>
    </message>
    <message>
        <source>Kept on this computer, as of %1</source>
        <extracomment>In a banner above a secret that was kept for when its server cannot be reached. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Auf diesem Computer behalten, Stand: %1</translation>
    </message>
</context>
<context>
    <name>coffret::DiscussionViewModel</name>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <extracomment>Below the field for a comment. %n is how many characters have to go.</extracomment>
        <translation>
            <numerusform>%n Zeichen zu lang</numerusform>
            <numerusform>%n Zeichen zu lang</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <extracomment>Below the field for a comment. %n is how many characters still fit.</extracomment>
        <translation>
            <numerusform>noch %n Zeichen</numerusform>
            <numerusform>noch %n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Changing your comment</source>
        <extracomment>Above the field for a comment: an earlier one is being changed.</extracomment>
        <translation>Sie ändern Ihren Kommentar</translation>
    </message>
    <message>
        <source>Answering %1</source>
        <extracomment>Above the field for a comment. %1 is a person.</extracomment>
        <translation>Antwort an %1</translation>
    </message>
</context>
<context>
    <name>coffret::EditFieldModel</name>
    <message>
        <source>Taken back when your access ended. On the server it stays as it is.</source>
        <extracomment>Help under a field of a secret to which access has ended while it was being changed.</extracomment>
        <translation>Weggenommen, als Ihr Zugriff endete. Auf dem Server bleibt es, wie es ist.</translation>
    </message>
    <message>
        <source>The key the service shows when you turn it on: letters and digits, or an address that begins with otpauth://</source>
        <extracomment>Help under the field of a one-time code. otpauth:// is the beginning of such an address.</extracomment>
        <translation>Der Schlüssel, den der Dienst beim Einschalten anzeigt: Buchstaben und Ziffern, oder eine Adresse, die mit otpauth:// beginnt</translation>
    </message>
</context>
<context>
    <name>coffret::EditorViewModel</name>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the day a secret expires cannot be chosen.</extracomment>
        <translation>Dies legt Ihre Administration fest</translation>
    </message>
    <message>
        <source>Your access to it has ended</source>
        <extracomment>Why a value that is being changed cannot be shown.</extracomment>
        <translation>Ihr Zugriff darauf ist abgelaufen</translation>
    </message>
    <message>
        <source>Selection</source>
        <extracomment>What was copied, in a message: a part of a value that is being written.</extracomment>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Saving…</source>
        <extracomment>Beside the Save button.</extracomment>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <extracomment>Beside the Save button, which does nothing yet.</extracomment>
        <translation>Noch nichts geschrieben</translation>
    </message>
    <message>
        <source>Nothing changed yet</source>
        <translation>Noch nichts geändert</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>Es gibt schon ein Geheimnis „%1“.</translation>
    </message>
    <message>
        <source>Set its value to what you have written, open it, or choose another name.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>Setzen Sie seinen Wert auf das, was Sie geschrieben haben, öffnen Sie es, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>“%1” created</source>
        <extracomment>Message after saving. %1 is the name of a secret.</extracomment>
        <translation>„%1“ angelegt</translation>
    </message>
    <message>
        <source>“%1” saved</source>
        <translation>„%1“ gespeichert</translation>
    </message>
    <message>
        <source>The server&apos;s version stays</source>
        <extracomment>Message: the user chose the other version of a secret, so what was written is given up.</extracomment>
        <translation>Die Fassung des Servers bleibt</translation>
    </message>
    <message>
        <source>Put the new secret in</source>
        <extracomment>Heading above the folders a new secret can be put in</extracomment>
        <translation>Das neue Geheimnis ablegen in</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <extracomment>The name that a copy of a secret begins with. %1 is the name of that secret.</extracomment>
        <translation>Kopie von %1</translation>
    </message>
    <message>
        <source>“%1” is sent when the server can be reached</source>
        <extracomment>Message: what was written is sent later. %1 is the name of a secret</extracomment>
        <translation>„%1“ wird gesendet, sobald der Server erreichbar ist</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile.</source>
        <extracomment>A new secret is saved whose earlier saves were not answered.</extracomment>
        <translation>Inzwischen ist ein Geheimnis dieses Namens aufgetaucht.</translation>
    </message>
    <message>
        <source>It may be this one: look before you save it again.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>Es kann dieses sein: Sehen Sie nach, bevor Sie es erneut speichern.</translation>
    </message>
    <message>
        <source>The secret is gone. What you wrote can be saved as a new one.</source>
        <extracomment>Message: a secret was to be changed, and is gone. The form holds what the user had written.</extracomment>
        <translation>Das Geheimnis gibt es nicht mehr. Was Sie geschrieben haben, können Sie als neues speichern.</translation>
    </message>
    <message>
        <source>This change is just being sent</source>
        <extracomment>Message: a change cannot be opened in the form right now</extracomment>
        <translation>Diese Änderung wird gerade gesendet</translation>
    </message>
</context>
<context>
    <name>coffret::EnrolmentViewModel</name>
    <message>
        <source>Your key; it is in your GnuPG keyring already</source>
        <extracomment>About the key in an account kit</extracomment>
        <translation>Ihr Schlüssel; er ist schon in Ihrem GnuPG-Schlüsselbund</translation>
    </message>
    <message>
        <source>Your key, locked with your passphrase</source>
        <translation>Ihr Schlüssel, mit Ihrer Passphrase gesichert</translation>
    </message>
    <message>
        <source>Your key, without a passphrase: whoever has the kit has the key</source>
        <translation>Ihr Schlüssel, ohne Passphrase: Wer das Kit hat, hat den Schlüssel</translation>
    </message>
    <message>
        <source>This file is not the account kit any more.</source>
        <translation>Diese Datei ist nicht mehr das Konto-Kit.</translation>
    </message>
    <message>
        <source>It was left alone.</source>
        <translation>Sie wurde nicht angetastet.</translation>
    </message>
    <message>
        <source>The account kit could not be deleted.</source>
        <translation>Das Konto-Kit ließ sich nicht löschen.</translation>
    </message>
    <message>
        <source>Delete it yourself: %1</source>
        <translation>Löschen Sie es selbst: %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentCellModel</name>
    <message>
        <source>Different values</source>
        <extracomment>Under a name of which environments hold values that are not all the same.</extracomment>
        <translation>Verschiedene Werte</translation>
    </message>
    <message numerus="yes">
        <source>No value in %n environment(s)</source>
        <extracomment>Under a name. %n is in how many environments it has no value.</extracomment>
        <translation>
            <numerusform>Kein Wert in %n Umgebung</numerusform>
            <numerusform>Kein Wert in %n Umgebungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same where it could be compared, %n could not be</source>
        <extracomment>Under a name. %n is in how many environments nobody knows what the value is.</extracomment>
        <translation>
            <numerusform>Gleich, soweit vergleichbar, %n war es nicht</numerusform>
            <numerusform>Gleich, soweit vergleichbar, %n waren es nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>Same everywhere</source>
        <extracomment>Under a name of which all environments hold the same value.</extracomment>
        <translation>Überall gleich</translation>
    </message>
    <message>
        <source>same as %1</source>
        <extracomment>About a value in one environment. %1 are others that hold the same.</extracomment>
        <translation>gleich wie in %1</translation>
    </message>
    <message>
        <source>different from %1</source>
        <extracomment>About a value in one environment. %1 are others that hold another.</extracomment>
        <translation>anders als in %1</translation>
    </message>
    <message>
        <source>not there</source>
        <extracomment>About a name that an environment does not have.</extracomment>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>there without a value</source>
        <extracomment>About a name that an environment has, without a value.</extracomment>
        <translation>da, ohne Wert</translation>
    </message>
    <message>
        <source>not told</source>
        <extracomment>About a name in an environment that could not be read.</extracomment>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>has value, which could not be compared</source>
        <extracomment>About a name in an environment whose value was to be compared with others.</extracomment>
        <translation>hat einen Wert, der sich nicht vergleichen ließ</translation>
    </message>
    <message>
        <source>has value</source>
        <extracomment>About a name in an environment. In the second, %1 says where else the value is the same or another.</extracomment>
        <translation>hat einen Wert</translation>
    </message>
    <message>
        <source>has value, %1</source>
        <translation>hat einen Wert, %1</translation>
    </message>
    <message>
        <source>%1 in %2: %3</source>
        <extracomment>A cell of a comparison. %1 is a name, %2 an environment, %3 what is there, for example &quot;has value&quot;.</extracomment>
        <translation>%1 in %2: %3</translation>
    </message>
    <message>
        <source>Not there</source>
        <extracomment>Cells of a comparison, short. The last names a value that is not the same everywhere, by a letter %1.</extracomment>
        <translation>Nicht da</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>Kein Wert</translation>
    </message>
    <message>
        <source>Has value</source>
        <translation>Hat Wert</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>Value %1</source>
        <translation>Wert %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentExportViewModel</name>
    <message>
        <source>Export %1 to an encrypted file</source>
        <extracomment>Heading of the sheet that writes an encrypted file. %1 is an environment, for example staging.</extracomment>
        <translation>%1 in eine verschlüsselte Datei exportieren</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>Es gab nichts zu schreiben: Keine Datei wurde angelegt.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) written, encrypted, to %1.</source>
        <extracomment>What became of an export. %n is how many values are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>%n Wert verschlüsselt nach %1 geschrieben.</numerusform>
            <numerusform>%n Werte verschlüsselt nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a value: %1.</source>
        <extracomment>What is not in an exported file. %1 are names.</extracomment>
        <translation>Ohne Wert: %1.</translation>
    </message>
    <message>
        <source>Left out, as a .env file cannot hold it: %1.</source>
        <extracomment>What is not in an exported file, because its format has no way to write it. %1 are names.</extracomment>
        <translation>Ausgelassen, weil eine .env-Datei es nicht fassen kann: %1.</translation>
    </message>
    <message>
        <source>Left out, as it could not be decrypted: %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose encrypted values could not be opened.</extracomment>
        <translation>Ausgelassen, weil es sich nicht entschlüsseln ließ: %1.</translation>
    </message>
    <message>
        <source>Left out, as nobody vouches for it (open the secret to look at it): %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose values nobody known has signed.</extracomment>
        <translation>Ausgelassen, weil niemand dafür bürgt (öffnen Sie das Geheimnis, um es anzusehen): %1.</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>Sie haben keinen OpenPGP-Schlüssel, um die Datei damit zu verschlüsseln</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Wählen Sie eine Datei zum Schreiben</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Buttons: writes an encrypted file, in place of the one that is there; or a new one.</extracomment>
        <translation>Datei ersetzen</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>Verschlüsseln und speichern</translation>
    </message>
    <message>
        <source>It holds every value of this environment, and can be opened with the keys of: %1.</source>
        <extracomment>What a file that is written will be, below &quot;The file is encrypted with OpenPGP&quot;. %1 are the people whose keys open it.</extracomment>
        <translation>Sie enthält jeden Wert dieser Umgebung und lässt sich mit den Schlüsseln von %1 öffnen.</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentImportViewModel</name>
    <message>
        <source>Import a .env file into %1</source>
        <extracomment>Heading of the sheet that reads a .env file. %1 is an environment, for example staging.</extracomment>
        <translation>.env-Datei in %1 importieren</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many names are not there yet.</extracomment>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a value until now</source>
        <extracomment>What a file comes to. %n is how many secrets get their first value in this environment.</extracomment>
        <translation>
            <numerusform>%n bisher ohne Wert</numerusform>
            <numerusform>%n bisher ohne Wert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <extracomment>What a file comes to. %n is how many values change.</extracomment>
        <translation>
            <numerusform>%n geändert</numerusform>
            <numerusform>%n geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n the same</source>
        <extracomment>What a file comes to. %n is how many values are there already.</extracomment>
        <translation>
            <numerusform>%n gleich</numerusform>
            <numerusform>%n gleich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many lines cannot be used.</extracomment>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <extracomment>What a file comes to, before anything is written. %1 is a list such as &quot;2 new and 1 changed&quot;.</extracomment>
        <translation>In dieser Datei ist nichts.</translation>
    </message>
    <message>
        <source>%1. Nothing is written yet.</source>
        <translation>%1. Noch ist nichts geschrieben.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of a file: the user stopped.</extracomment>
        <translation>Angehalten.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written.</source>
        <extracomment>What became of a file. %n is how many lines were written.</extracomment>
        <translation>
            <numerusform>%n Zeile geschrieben.</numerusform>
            <numerusform>%n Zeilen geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be written: no answer came.</source>
        <extracomment>What became of a file. %n is how many lines were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n ist vielleicht geschrieben: Es kam keine Antwort.</numerusform>
            <numerusform>%n sind vielleicht geschrieben: Es kam keine Antwort.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be written.</source>
        <extracomment>What became of a file. %n is how many lines were not written.</extracomment>
        <translation>
            <numerusform>%n noch zu schreiben.</numerusform>
            <numerusform>%n noch zu schreiben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n line(s)</source>
        <extracomment>Buttons: writes the lines of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>Mit %n Zeile fortfahren</numerusform>
            <numerusform>Mit %n Zeilen fortfahren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n line(s)</source>
        <extracomment>Button: writes the lines of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>%n Zeile importieren</numerusform>
            <numerusform>%n Zeilen importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far a file is. %1 and %2 are numbers of lines.</extracomment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentTargetModel</name>
    <message>
        <source>Value set</source>
        <extracomment>Beside an environment: what became of the new value there.</extracomment>
        <translation>Wert gesetzt</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>May be set</source>
        <extracomment>Beside an environment: the new value was sent there, and no answer came.</extracomment>
        <translation>Vielleicht gesetzt</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>Nicht versucht</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentValueViewModel</name>
    <message>
        <source>New secret in %1</source>
        <extracomment>Heading of the sheet that makes a secret in several environments. %1 is an application.</extracomment>
        <translation>Neues Geheimnis in %1</translation>
    </message>
    <message>
        <source>Set the value of %1</source>
        <extracomment>Heading of the sheet that sets a value in several environments. %1 is the name of a secret.</extracomment>
        <translation>Wert von %1 setzen</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>Es gibt schon ein Geheimnis „%1“.</translation>
    </message>
    <message>
        <source>Looking up the environments…</source>
        <extracomment>Below a sheet, while the environments of an application are asked for.</extracomment>
        <translation>Umgebungen werden abgerufen …</translation>
    </message>
    <message>
        <source>%1 of %2 set</source>
        <extracomment>How far setting a value is. %1 and %2 are numbers of environments.</extracomment>
        <translation>%1 von %2 gesetzt</translation>
    </message>
    <message numerus="yes">
        <source>Set in %n environment(s).</source>
        <extracomment>What became of a value. %n is in how many environments it was set.</extracomment>
        <translation>
            <numerusform>In %n Umgebung gesetzt.</numerusform>
            <numerusform>In %n Umgebungen gesetzt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused it.</source>
        <extracomment>What became of a value. %n is in how many environments it was refused.</extracomment>
        <translation>
            <numerusform>%n hat ihn abgelehnt.</numerusform>
            <numerusform>%n haben ihn abgelehnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n it may be set: no answer came.</source>
        <extracomment>What became of a value. %n is in how many environments nobody knows, as no answer came.</extracomment>
        <translation>
            <numerusform>In %n ist er vielleicht gesetzt: Es kam keine Antwort.</numerusform>
            <numerusform>In %n ist er vielleicht gesetzt: Es kam keine Antwort.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n nothing was tried.</source>
        <extracomment>What became of a value. %n is in how many environments nothing was sent.</extracomment>
        <translation>
            <numerusform>In %n wurde nichts versucht.</numerusform>
            <numerusform>In %n wurde nichts versucht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try the rest</source>
        <extracomment>Button: sets a value where that failed or was not tried.</extracomment>
        <translation>Übrige versuchen</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons: makes a secret with a value in the chosen environments; sets the value of one that is there.</extracomment>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Set value</source>
        <translation>Wert setzen</translation>
    </message>
    <message>
        <source>It needs a name</source>
        <extracomment>Why a new secret cannot be made yet.</extracomment>
        <translation>Es braucht einen Namen</translation>
    </message>
    <message>
        <source>Choose an environment</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>Wählen Sie eine Umgebung</translation>
    </message>
    <message>
        <source>It needs a value</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>Es braucht einen Wert</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentsViewModel</name>
    <message>
        <source>Choose one of its environments</source>
        <extracomment>Why a file cannot be read into a folder or written from it: it is a whole application.</extracomment>
        <translation>Wählen Sie eine seiner Umgebungen</translation>
    </message>
    <message>
        <source>“%1” has no value here.</source>
        <extracomment>Messages instead of copying. %1 is the name of a secret.</extracomment>
        <translation>„%1“ hat hier keinen Wert.</translation>
    </message>
    <message>
        <source>“%1” cannot be written like that.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret.</extracomment>
        <translation>„%1“ lässt sich so nicht schreiben.</translation>
    </message>
    <message>
        <source>The value of “%1” could not be decrypted.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose encrypted value could not be opened.</extracomment>
        <translation>Der Wert von „%1“ ließ sich nicht entschlüsseln.</translation>
    </message>
    <message>
        <source>Nobody vouches for the value of “%1”: show it first, and copy it from there.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose value nobody known has signed.</extracomment>
        <translation>Niemand bürgt für den Wert von „%1“: Lassen Sie ihn zuerst anzeigen, und kopieren Sie ihn dort.</translation>
    </message>
</context>
<context>
    <name>coffret::ExportViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Das Konto ist nicht geöffnet</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Ihr Administrator erlaubt keine Exporte</translation>
    </message>
    <message>
        <source>Install KeePassXC first: its program keepassxc-cli makes the database</source>
        <extracomment>Why no KeePass database can be made. keepassxc-cli is a program that comes with KeePassXC.</extracomment>
        <translation>Installieren Sie zuerst KeePassXC: Dessen Programm keepassxc-cli erzeugt die Datenbank</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports that everybody can read</source>
        <extracomment>Why no file can be written that is not encrypted.</extracomment>
        <translation>Ihr Administrator erlaubt keine Exporte, die jeder lesen kann</translation>
    </message>
    <message numerus="yes">
        <source>Everything in %1: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is an account, %n is how many secrets it has.</extracomment>
        <translation>
            <numerusform>Alles in %1: %n Geheimnis</numerusform>
            <numerusform>Alles in %1: %n Geheimnisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” and what is below it: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is a folder, %n is how many secrets are in it and in the folders it holds.</extracomment>
        <translation>
            <numerusform>„%1“ und alles darunter: %n Geheimnis</numerusform>
            <numerusform>„%1“ und alles darunter: %n Geheimnisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is chosen in the list: %n secret(s)</source>
        <extracomment>Choice: what is exported. %n is how many secrets are chosen in the list.</extracomment>
        <translation>
            <numerusform>Was in der Liste ausgewählt ist: %n Geheimnis</numerusform>
            <numerusform>Was in der Liste ausgewählt ist: %n Geheimnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody vouches for its value: open the secret to look at it.</source>
        <extracomment>Why a secret is not in an exported file: nobody known has signed its value.</extracomment>
        <translation>Niemand bürgt für seinen Wert: Öffnen Sie das Geheimnis, um ihn anzusehen.</translation>
    </message>
    <message>
        <source>It is of a type that Coffret does not know.</source>
        <extracomment>Why a secret is not in an exported file.</extracomment>
        <translation>Es ist von einem Typ, den Coffret nicht kennt.</translation>
    </message>
    <message>
        <source>It is in the file without a value that this format has no way to write.</source>
        <extracomment>Why a secret is not whole in an exported file.</extracomment>
        <translation>Es ist in der Datei, aber ohne einen Wert, den dieses Format nicht darstellen kann.</translation>
    </message>
    <message>
        <source>Export secrets of %1</source>
        <extracomment>Heading of the sheet that writes secrets of an account into a file. %1 is the account.</extracomment>
        <translation>Geheimnisse von %1 exportieren</translation>
    </message>
    <message>
        <source>This is not the same password.</source>
        <extracomment>Below the field where a password is entered for the second time.</extracomment>
        <translation>Das ist nicht dasselbe Passwort.</translation>
    </message>
    <message>
        <source>It can be opened with the keys of: %1. You sign it.</source>
        <extracomment>Who can open an encrypted file. %1 are the people whose keys open it.</extracomment>
        <translation>Sie lässt sich mit den Schlüsseln von %1 öffnen und wird von Ihnen signiert.</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>Sie haben keinen OpenPGP-Schlüssel, um die Datei damit zu verschlüsseln</translation>
    </message>
    <message>
        <source>Enter a password for the database</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Geben Sie ein Passwort für die Datenbank ein</translation>
    </message>
    <message>
        <source>Enter the password a second time</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Geben Sie das Passwort ein zweites Mal ein</translation>
    </message>
    <message>
        <source>Confirm that the file may be read by everybody who gets it</source>
        <extracomment>Why nothing can be exported yet: a box has to be ticked.</extracomment>
        <translation>Bestätigen Sie, dass die Datei von jedem gelesen werden kann, der sie bekommt</translation>
    </message>
    <message>
        <source>There is no secret here</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Hier ist kein Geheimnis</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Wählen Sie eine Datei zum Schreiben</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Button: writes a file in place of the one that is there.</extracomment>
        <translation>Datei ersetzen</translation>
    </message>
    <message>
        <source>Save unencrypted</source>
        <extracomment>Buttons: writes a file that is encrypted; or one that is not.</extracomment>
        <translation>Unverschlüsselt speichern</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>Verschlüsseln und speichern</translation>
    </message>
    <message>
        <source>%L1 of %L2 opened</source>
        <extracomment>How far an export is. %1 of %2 secrets were opened.</extracomment>
        <translation>%L1 von %L2 geöffnet</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <extracomment>How far an export is: all secrets were opened.</extracomment>
        <translation>Datei wird geschrieben …</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>Es gab nichts zu schreiben: Keine Datei wurde angelegt.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) written to %1.</source>
        <extracomment>What became of an export. %n is how many secrets are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>%n Geheimnis wurde in %1 geschrieben.</numerusform>
            <numerusform>%n Geheimnisse wurden in %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) left out.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>
            <numerusform>%n Geheimnis wurde ausgelassen.</numerusform>
            <numerusform>%n Geheimnisse wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) without all their values.</source>
        <extracomment>What became of an export: of some secrets a value is not in the file.</extracomment>
        <translation>
            <numerusform>%n Geheimnis ist nicht mit allen Werten enthalten.</numerusform>
            <numerusform>%n Geheimnisse sind nicht mit allen Werten enthalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n cell(s) an apostrophe stands before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What became of an exported table. %n is how many of its cells were changed.</extracomment>
        <translation>
            <numerusform>In %n Zelle steht ein Apostroph vor dem, was eine Tabellenkalkulation für eine Formel hielte. Wer die Tabelle importiert, muss ihn wieder entfernen.</numerusform>
            <numerusform>In %n Zellen steht ein Apostroph vor dem, was eine Tabellenkalkulation für eine Formel hielte. Wer die Tabelle importiert, muss ihn wieder entfernen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is more than one file can hold.</source>
        <extracomment>Why an export failed.</extracomment>
        <translation>Das ist mehr, als in eine Datei passt.</translation>
    </message>
    <message>
        <source>No file was made. Export its folders one by one.</source>
        <extracomment>What to do when an export failed because it is too large.</extracomment>
        <translation>Keine Datei wurde angelegt. Exportieren Sie die Ordner einzeln.</translation>
    </message>
    <message>
        <source>The first %L1 of them:</source>
        <extracomment>About a list of secrets that is cut short. %L1 is how many of them are in it.</extracomment>
        <translation>Die ersten %L1 davon:</translation>
    </message>
</context>
<context>
    <name>coffret::FirstRunViewModel</name>
    <message>
        <source>The user name is missing.</source>
        <translation>Der Benutzername fehlt.</translation>
    </message>
    <message>
        <source>Enter the one you sign in with on the server&apos;s portal.</source>
        <translation>Geben Sie den ein, mit dem Sie sich auf dem Portal des Servers anmelden.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Das Passwort fehlt.</translation>
    </message>
    <message>
        <source>The access token is missing.</source>
        <translation>Das Zugriffstoken fehlt.</translation>
    </message>
    <message>
        <source>Paste the token that the vault&apos;s own page made for you.</source>
        <translation>Fügen Sie das Token ein, das die Webseite des Tresors für Sie erzeugt hat.</translation>
    </message>
    <message>
        <source>No app is named yet.</source>
        <translation>Noch ist keine App genannt.</translation>
    </message>
    <message>
        <source>Enter the identifiers of the apps to show, separated by commas.</source>
        <translation>Geben Sie die Kennungen der Apps ein, die angezeigt werden sollen, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>The demo vault could not be started.</source>
        <translation>Der Demo-Tresor ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>It comes with Coffret as coffret-demo-vault. Check that it is installed.</source>
        <translation>Er gehört als coffret-demo-vault zu Coffret. Prüfen Sie, ob er installiert ist.</translation>
    </message>
    <message>
        <source>This is a certificate.</source>
        <translation>Das ist ein Zertifikat.</translation>
    </message>
    <message>
        <source>It can be added where the server&apos;s address is asked for.</source>
        <translation>Es lässt sich dort hinzufügen, wo nach der Adresse des Servers gefragt wird.</translation>
    </message>
    <message>
        <source>This is a key, not an account kit.</source>
        <translation>Das ist ein Schlüssel, kein Konto-Kit.</translation>
    </message>
    <message>
        <source>Choose Passbolt and enter the server&apos;s address first. Then you are asked for the key.</source>
        <translation>Wählen Sie Passbolt, und geben Sie zuerst die Adresse des Servers ein. Danach werden Sie nach dem Schlüssel gefragt.</translation>
    </message>
    <message>
        <source>No account kit is chosen yet.</source>
        <translation>Noch ist kein Konto-Kit gewählt.</translation>
    </message>
    <message>
        <source>Choose the file, or drop it here. Without one, go back and choose Passbolt.</source>
        <translation>Wählen Sie die Datei, oder legen Sie sie hier ab. Haben Sie keine, gehen Sie zurück und wählen Sie Passbolt.</translation>
    </message>
    <message>
        <source>This server&apos;s key is not the one in the account kit.</source>
        <translation>Der Schlüssel dieses Servers ist nicht der im Konto-Kit.</translation>
    </message>
    <message>
        <source>Nothing was sent and nothing was imported. Ask whoever runs the server whether its key was exchanged; then download a new account kit.</source>
        <translation>Nichts wurde gesendet und nichts importiert. Fragen Sie den Betreiber des Servers, ob der Schlüssel ausgetauscht wurde; laden Sie dann ein neues Konto-Kit herunter.</translation>
    </message>
</context>
<context>
    <name>coffret::FoldersViewModel</name>
    <message>
        <source>This account has no folders that can be changed</source>
        <extracomment>Why folders cannot be changed.</extracomment>
        <translation>Dieses Konto hat keine Ordner, die sich ändern lassen</translation>
    </message>
    <message>
        <source>You can see this folder, but not change it</source>
        <extracomment>Why a folder cannot be changed.</extracomment>
        <translation>Sie können diesen Ordner sehen, aber nicht ändern</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>Dieses Konto hat keine Freigabe, oder die Administration hält sie zurück</translation>
    </message>
    <message>
        <source>Your administrator does not allow sharing folders</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>Ihre Administration erlaubt das Freigeben von Ordnern nicht</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <extracomment>About a folder that is to be deleted.</extracomment>
        <translation>Er ist leer.</translation>
    </message>
    <message numerus="yes">
        <source>In it: %n secret(s), folders: %1.</source>
        <extracomment>About a folder that is to be deleted. %n is a number of secrets, %1 a number of folders.</extracomment>
        <translation>
            <numerusform>Darin: %n Geheimnis, Ordner: %1.</numerusform>
            <numerusform>Darin: %n Geheimnisse, Ordner: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a folder.</extracomment>
        <translation>Geben Sie einen Namen an.</translation>
    </message>
    <message>
        <source>Folders are moved on the server&apos;s own page</source>
        <extracomment>Why a folder cannot be moved.</extracomment>
        <translation>Ordner werden auf der Webseite des Servers verschoben</translation>
    </message>
</context>
<context>
    <name>coffret::GeneratorViewModel</name>
    <message>
        <source>Choose at least one kind of characters.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>Wählen Sie mindestens eine Art von Zeichen.</translation>
    </message>
    <message>
        <source>Nothing can be made of these choices.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>Mit dieser Auswahl lässt sich nichts erzeugen.</translation>
    </message>
    <message>
        <source>Weaker than what your server asks for: %1.</source>
        <extracomment>Below a generated password. %1 is a number such as &quot;114.3 bits of entropy&quot;.</extracomment>
        <translation>Schwächer als von Ihrem Server vorgegeben: %1.</translation>
    </message>
    <message>
        <source>New password</source>
        <extracomment>What was copied, in a message: a password that was just generated.</extracomment>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>Your server&apos;s administrator has set what new passwords are like.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>Die Administration Ihres Servers hat festgelegt, wie neue Passwörter aussehen.</translation>
    </message>
    <message>
        <source>Your server proposes what new passwords are like. What you change is remembered.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>Ihr Server schlägt vor, wie neue Passwörter aussehen. Ihre Änderungen werden gemerkt.</translation>
    </message>
    <message>
        <source>Your server allows %1 to %2 and suggests %3.</source>
        <extracomment>Under the length of a new password. %1 and %2 are the limits, %3 is what the server asks for.
----------
Under the number of words of a new password. %1 and %2 are the limits, %3 is what the server asks for.</extracomment>
        <translation>Ihr Server erlaubt %1 bis %2 und gibt %3 vor.</translation>
    </message>
</context>
<context>
    <name>coffret::GranteeSearch</name>
    <message>
        <source>Nobody found for “%1”.</source>
        <translation>Für „%1“ wurde niemand gefunden.</translation>
    </message>
</context>
<context>
    <name>coffret::GroupsViewModel</name>
    <message numerus="yes">
        <source>You manage it, %n member(s)</source>
        <extracomment>Under the name of a group that the user may change. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>Von Ihnen verwaltet, %n Mitglied</numerusform>
            <numerusform>Von Ihnen verwaltet, %n Mitglieder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the members of a group. %n is how many of them will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n Änderung, noch nichts geschrieben</numerusform>
            <numerusform>%n Änderungen, noch nichts geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to manage the group. Make somebody else a manager first.</source>
        <extracomment>Why the last manager of a group cannot be taken away.</extracomment>
        <translation>Jemand muss die Gruppe verwalten. Machen Sie zuerst eine andere Person zum Verwalter.</translation>
    </message>
    <message>
        <source>Change the group “%1”?</source>
        <extracomment>Heading of the question before a group changes. %1 is its name.</extracomment>
        <translation>Die Gruppe „%1“ ändern?</translation>
    </message>
    <message>
        <source>Change group</source>
        <extracomment>Button: changes who is in a group.</extracomment>
        <translation>Gruppe ändern</translation>
    </message>
</context>
<context>
    <name>coffret::HealthViewModel</name>
    <message>
        <source>Every secret is opened once, one after the other, and wiped before the next.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Jedes Geheimnis wird einmal geöffnet, eines nach dem anderen, und vor dem nächsten wieder aus dem Speicher gelöscht.</translation>
    </message>
    <message>
        <source>Nothing of the result leaves this computer. Servers see that the secrets are read, and may log it.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Nichts vom Ergebnis verlässt diesen Rechner. Server sehen, dass die Geheimnisse gelesen werden, und protokollieren das möglicherweise.</translation>
    </message>
    <message>
        <source>What has to be checked out or approved first is left alone.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Was erst ausgeliehen oder genehmigt werden muss, wird übergangen.</translation>
    </message>
    <message>
        <source>The result is forgotten when Coffret locks.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Beim Sperren von Coffret wird das Ergebnis vergessen.</translation>
    </message>
    <message>
        <source>The account is not open</source>
        <extracomment>Why the secrets cannot be checked.</extracomment>
        <translation>Das Konto ist nicht geöffnet</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) not open and left out</source>
        <extracomment>Before a check of all secrets: what it leaves out.</extracomment>
        <translation>
            <numerusform>%n Konto nicht geöffnet und ausgelassen</numerusform>
            <numerusform>%n Konten nicht geöffnet und ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Of each password, the first five hexadecimal digits of its SHA-1 digest are sent to %1, and nothing else. The comparison with what comes back is made here.</source>
        <extracomment>Below a choice that is off at first: what is sent where when it is on. %1 is a host name.</extracomment>
        <translation>Von jedem Passwort werden die ersten fünf Hexadezimalziffern seines SHA-1-Hashwerts an %1 gesendet, sonst nichts. Der Vergleich mit der Antwort geschieht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>%1 of %2 secrets</source>
        <extracomment>How far a check of all secrets is. %1 and %2 are numbers.</extracomment>
        <translation>%1 von %2 Geheimnissen</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 secrets.</source>
        <extracomment>After a check of all secrets that the user stopped. %1 and %2 are numbers.</extracomment>
        <translation>Nach %1 von %2 Geheimnissen angehalten.</translation>
    </message>
    <message>
        <source>The passwords could not all be held against leaked ones.</source>
        <extracomment>Among the results of a check of all secrets.</extracomment>
        <translation>Nicht alle Passwörter ließen sich mit denen aus Datenlecks vergleichen.</translation>
    </message>
</context>
<context>
    <name>coffret::ImportLineModel</name>
    <message>
        <source>Written</source>
        <extracomment>Beside a line of a file that is read into an environment: what became of it.</extracomment>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Made, but its value was not set</source>
        <translation>Angelegt, aber der Wert wurde nicht gesetzt</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>Nicht geschrieben</translation>
    </message>
    <message>
        <source>May be written</source>
        <extracomment>Beside a line of a file that was sent to an environment, and no answer came.</extracomment>
        <translation>Vielleicht geschrieben</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a line of a file that is read into an environment: what it comes to.</extracomment>
        <translation>Neu</translation>
    </message>
    <message>
        <source>First value here</source>
        <translation>Erster Wert hier</translation>
    </message>
    <message>
        <source>Changes the value</source>
        <translation>Ändert den Wert</translation>
    </message>
    <message>
        <source>Same value, nothing to do</source>
        <translation>Gleicher Wert, nichts zu tun</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Somebody has changed the value since the file was read.</source>
        <translation>Jemand hat den Wert geändert, seit die Datei gelesen wurde.</translation>
    </message>
    <message>
        <source>Line %1 gives the same name another value.</source>
        <extracomment>Why a line of a .env file is left out. %1 is the number of another line.</extracomment>
        <translation>Zeile %1 gibt demselben Namen einen anderen Wert.</translation>
    </message>
    <message>
        <source>It is neither NAME=VALUE nor a comment.</source>
        <translation>Dies ist weder NAME=VALUE noch ein Kommentar.</translation>
    </message>
    <message>
        <source>What stands before “=” is not a name.</source>
        <translation>Was vor „=“ steht, ist kein Name.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>There is more text after the closing quotation mark.</source>
        <translation>Nach dem schließenden Anführungszeichen folgt noch Text.</translation>
    </message>
    <message>
        <source>The value is too long.</source>
        <translation>Der Wert ist zu lang.</translation>
    </message>
    <message>
        <source>It is not text.</source>
        <translation>Es ist kein Text.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name in a line of a .env file that has none.</extracomment>
        <translation>(kein Name)</translation>
    </message>
</context>
<context>
    <name>coffret::ImportRowModel</name>
    <message>
        <source>Imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Imported without its note</source>
        <extracomment>Beside an item of a file that is imported, where one of its two parts was not written.</extracomment>
        <translation>Ohne seine Notiz importiert</translation>
    </message>
    <message>
        <source>Not imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>Nicht importiert</translation>
    </message>
    <message>
        <source>May be imported</source>
        <extracomment>Beside an item of a file that was sent to the server, and no answer came.</extracomment>
        <translation>Vielleicht importiert</translation>
    </message>
    <message>
        <source>New, a second time</source>
        <extracomment>Beside an item of a file that is to be imported: what it comes to.</extracomment>
        <translation>Neu, ein zweites Mal</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Schon vorhanden</translation>
    </message>
    <message>
        <source>Left out</source>
        <extracomment>Beside an item of a file that cannot be imported.</extracomment>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>New: %1</source>
        <extracomment>Beside an item of a file that is to be imported: what it will be. %1 is a type, such as &quot;Login&quot;.</extracomment>
        <translation>Neu: %1</translation>
    </message>
    <message>
        <source>This account has no such type: everything in it goes into a note.</source>
        <extracomment>What happens to an imported item whose type the account does not have.</extracomment>
        <translation>Dieses Konto hat keinen solchen Typ: alles darin kommt in eine Notiz.</translation>
    </message>
    <message>
        <source>What has no field here goes into a note beside it.</source>
        <extracomment>What happens to parts of an imported item that its type has no field for.</extracomment>
        <translation>Was hier kein Feld hat, kommt in eine Notiz daneben.</translation>
    </message>
    <message>
        <source>What has no field here goes into its note.</source>
        <translation>Was hier kein Feld hat, kommt in seine Notiz.</translation>
    </message>
    <message>
        <source>Stays behind: %1.</source>
        <extracomment>What of an imported item is left behind. %1 are words such as &quot;attachments, history&quot;.</extracomment>
        <translation>Bleibt zurück: %1.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name of an item of a file that has none.</extracomment>
        <translation>(kein Name)</translation>
    </message>
    <message>
        <source>Twice in the file</source>
        <extracomment>Beside an item of a file that stands in it more than once.</extracomment>
        <translation>Zweimal in der Datei</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Why an item of a file cannot be imported. %1 is a field, such as &quot;User name&quot;, %2 what is wrong with it.</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>coffret::ImportViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Das Konto ist nicht offen</translation>
    </message>
    <message>
        <source>This account takes .env files, into one environment at a time</source>
        <extracomment>Why nothing can be imported into an account whose secrets are values in environments.</extracomment>
        <translation>Dieses Konto nimmt .env-Dateien, in jeweils eine Umgebung</translation>
    </message>
    <message>
        <source>You cannot make secrets in this account</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Sie können in diesem Konto keine Geheimnisse anlegen</translation>
    </message>
    <message>
        <source>An administrator does not allow imports</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Die Administration erlaubt keine Importe</translation>
    </message>
    <message>
        <source>Import into</source>
        <extracomment>Heading above the folders that imported secrets can be put in</extracomment>
        <translation>Importieren nach</translation>
    </message>
    <message>
        <source>No folder</source>
        <extracomment>Where imported secrets go: into no folder.</extracomment>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Import into “%1”</source>
        <extracomment>Heading of the sheet that imports secrets from another program&apos;s file. %1 is the name of an account.</extracomment>
        <translation>In „%1“ importieren</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many of its items are imported.</extracomment>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <extracomment>What a file comes to. %n is how many of its items the account has already.</extracomment>
        <translation>
            <numerusform>%n schon vorhanden</numerusform>
            <numerusform>%n schon vorhanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many of its items cannot be imported.</extracomment>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: there is nothing in this file.</source>
        <extracomment>What a file comes to. %1 is what it is, such as &quot;Bitwarden, JSON&quot;.</extracomment>
        <translation>%1: In dieser Datei steht nichts.</translation>
    </message>
    <message>
        <source>%1: %2. Nothing is written yet.</source>
        <extracomment>What a file comes to, before anything is written. %1 is what it is, such as &quot;Bitwarden, JSON&quot;, %2 a list such as &quot;12 new and 1 left out&quot;.</extracomment>
        <translation>%1: %2. Noch ist nichts geschrieben.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of an import: the user stopped it.</extracomment>
        <translation>Angehalten.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) imported.</source>
        <extracomment>What became of an import. %n is how many secrets were made.</extracomment>
        <translation>
            <numerusform>%n Geheimnis importiert.</numerusform>
            <numerusform>%n Geheimnisse importiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be imported: no answer came. Sync, then import the file again: what is there is left alone.</source>
        <extracomment>What became of an import. %n is how many secrets were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n ist vielleicht importiert: Es kam keine Antwort. Synchronisieren Sie, dann importieren Sie die Datei noch einmal: Was da ist, bleibt, wie es ist.</numerusform>
            <numerusform>%n sind vielleicht importiert: Es kam keine Antwort. Synchronisieren Sie, dann importieren Sie die Datei noch einmal: Was da ist, bleibt, wie es ist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be imported.</source>
        <extracomment>What became of an import. %n is how many secrets were not made.</extracomment>
        <translation>
            <numerusform>%n steht noch aus.</numerusform>
            <numerusform>%n stehen noch aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the file when you need it no more: whoever has it can read it.</source>
        <extracomment>After an import. The file is the one that was imported.</extracomment>
        <translation>Löschen Sie die Datei, wenn Sie sie nicht mehr brauchen: Wer sie hat, kann sie lesen.</translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n secret(s)</source>
        <extracomment>Buttons: imports the secrets of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>Mit %n Geheimnis weitermachen</numerusform>
            <numerusform>Mit %n Geheimnissen weitermachen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n secret(s)</source>
        <extracomment>Button: imports the secrets of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>%n Geheimnis importieren</numerusform>
            <numerusform>%n Geheimnisse importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far an import is. %1 and %2 are numbers of secrets.</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>The database does not open with this password.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>Die Datenbank öffnet sich mit diesem Passwort nicht.</translation>
    </message>
    <message>
        <source>KeePassXC has to be installed to open its databases.</source>
        <translation>Um seine Datenbanken zu öffnen, muss KeePassXC installiert sein.</translation>
    </message>
    <message>
        <source>Coffret cannot tell what is in this file.</source>
        <translation>Coffret kann nicht erkennen, was in dieser Datei ist.</translation>
    </message>
    <message>
        <source>This file is damaged or not complete.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Diese Datei ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>This file is larger than any that Coffret imports.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Diese Datei ist größer als alle, die Coffret importiert.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Diese Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Check the password and whether there is a key file. A damaged database looks like this, too.</source>
        <extracomment>Below the message that a database does not open with a password.</extracomment>
        <translation>Prüfen Sie das Passwort und ob es eine Schlüsseldatei gibt. Auch eine beschädigte Datenbank sieht so aus.</translation>
    </message>
    <message>
        <source>Coffret reads KeePass databases (KDBX, XML), Bitwarden (JSON, not encrypted), 1Password (1PUX), CSV files with a heading, and its own exports.</source>
        <extracomment>Below the message that nobody knows what a file is. The words are names of programs and of kinds of files.</extracomment>
        <translation>Coffret liest KeePass-Datenbanken (KDBX, XML), Bitwarden (JSON, nicht verschlüsselt), 1Password (1PUX), CSV-Dateien mit Kopfzeile und eigene Exporte.</translation>
    </message>
    <message>
        <source>It is not signed with your key.</source>
        <extracomment>After what a file of Coffret&apos;s own comes to, which the user would have signed.</extracomment>
        <translation>Sie ist nicht mit Ihrem Schlüssel signiert.</translation>
    </message>
    <message>
        <source>This export is encrypted, and only the program that wrote it can open it. Export it without encryption.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Dieser Export ist verschlüsselt, und nur das Programm, das ihn geschrieben hat, kann ihn öffnen. Exportieren Sie ihn ohne Verschlüsselung.</translation>
    </message>
    <message>
        <source>Opening the database took too long.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>Das Öffnen der Datenbank hat zu lange gedauert.</translation>
    </message>
</context>
<context>
    <name>coffret::JobViewModel</name>
    <message>
        <source>It may have been done all the same.</source>
        <extracomment>After the reason why one part of something failed: the server may have got the request.</extracomment>
        <translation>Es kann trotzdem ausgeführt worden sein.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>Progress of something that takes a while, before its size is known.</extracomment>
        <translation>Wird begonnen …</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Progress of something that takes a while. %1 and %2 are numbers.</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n step(s) were done and stay done.</source>
        <extracomment>End of something that was stopped. %n is how many parts were done before.</extracomment>
        <translation>
            <numerusform>Angehalten. %n Schritt wurde ausgeführt und bleibt bestehen.</numerusform>
            <numerusform>Angehalten. %n Schritte wurden ausgeführt und bleiben bestehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were done.</source>
        <extracomment>End of something of which some parts failed. %n is how many went well.</extracomment>
        <translation>
            <numerusform>%n Schritt wurde ausgeführt.</numerusform>
            <numerusform>%n Schritte wurden ausgeführt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be done:</source>
        <extracomment>Above the names of the parts that failed. %n is how many there are.</extracomment>
        <translation>
            <numerusform>%n ließ sich nicht ausführen:</numerusform>
            <numerusform>%n ließen sich nicht ausführen:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) were passed on without your signature, because nobody vouches for them. New readers see them as unsigned:</source>
        <extracomment>End of something that passed secrets on. A list of their names follows; %n is how many.</extracomment>
        <translation>
            <numerusform>%n Wert wurde ohne Ihre Signatur weitergegeben, weil niemand dafür bürgt. Wer ihn neu liest, sieht ihn als nicht signiert:</numerusform>
            <numerusform>%n Werte wurden ohne Ihre Signatur weitergegeben, weil niemand dafür bürgt. Wer sie neu liest, sieht sie als nicht signiert:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::LentViewModel</name>
    <message numerus="yes">
        <source>%n checked-out secret(s) will be taken back within 5 minutes</source>
        <extracomment>Reminder. %n is how many secrets; the time is counted down where they are shown.</extracomment>
        <translation>
            <numerusform>%n ausgeliehenes Geheimnis wird innerhalb von 5 Minuten zurückgenommen</numerusform>
            <numerusform>%n ausgeliehene Geheimnisse werden innerhalb von 5 Minuten zurückgenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) given back</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>%n Geheimnis zurückgegeben</numerusform>
            <numerusform>%n Geheimnisse zurückgegeben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be given back. Open them to see why.</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>%n Geheimnis ließ sich nicht zurückgeben. Öffnen Sie es, um den Grund zu sehen.</numerusform>
            <numerusform>%n Geheimnisse ließen sich nicht zurückgeben. Öffnen Sie sie, um den Grund zu sehen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::MemberListModel</name>
    <message>
        <source>New</source>
        <extracomment>Beside a person who will be added to a group.</extracomment>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Leaves the group</source>
        <extracomment>Beside a person who will be taken out of a group.</extracomment>
        <translation>Verlässt die Gruppe</translation>
    </message>
    <message>
        <source>Becomes manager</source>
        <extracomment>Beside a person in a group.</extracomment>
        <translation>Wird Verwalter</translation>
    </message>
    <message>
        <source>No longer manager</source>
        <translation>Nicht mehr Verwalter</translation>
    </message>
</context>
<context>
    <name>coffret::MoveViewModel</name>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <extracomment>In &quot;Move … to&quot;. %n is how many are moved.</extracomment>
        <translation>
            <numerusform>%n Geheimnis</numerusform>
            <numerusform>%n Geheimnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1 to</source>
        <extracomment>Heading above the places something can be moved to. %1 is for example &quot;3 secrets&quot;.</extracomment>
        <translation>%1 verschieben nach</translation>
    </message>
    <message>
        <source>Move “%1” to</source>
        <extracomment>Heading above the places something can be moved to. %1 is a secret or folder.</extracomment>
        <translation>„%1“ verschieben nach</translation>
    </message>
    <message>
        <source>Move “%1” out of its folder?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder.</extracomment>
        <translation>„%1“ aus dem Ordner herausnehmen?</translation>
    </message>
    <message>
        <source>Move “%1” to %2?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder, %2 where.</extracomment>
        <translation>„%1“ nach %2 verschieben?</translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves a secret or folder.</extracomment>
        <translation>Verschieben</translation>
    </message>
</context>
<context>
    <name>coffret::Notifications</name>
    <message>
        <source>Open</source>
        <extracomment>On a notification: brings the window to what it is about.</extracomment>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>coffret::OutboxViewModel</name>
    <message>
        <source>New in %1, written %2</source>
        <extracomment>Where and since when a new secret waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>Neu in %1, geschrieben %2</translation>
    </message>
    <message>
        <source>Changed in %1, %2</source>
        <extracomment>Where and since when a change waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>Geändert in %1, %2</translation>
    </message>
    <message>
        <source>Being sent…</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>Is sent when the server can be reached</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Wird gesendet, sobald der Server erreichbar ist</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile. It may be this one: look before you send it again.</source>
        <extracomment>Why a new secret was not sent by itself</extracomment>
        <translation>Inzwischen ist ein Geheimnis dieses Namens aufgetaucht. Es kann dieses sein: Sehen Sie nach, bevor Sie es erneut senden.</translation>
    </message>
    <message>
        <source>Somebody else changed this secret meanwhile. Edit it to compare.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Jemand anderes hat dieses Geheimnis inzwischen geändert. Bearbeiten Sie es, um zu vergleichen.</translation>
    </message>
    <message>
        <source>Somebody can read this secret whose key you have not confirmed. Edit it to do so.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Jemand kann dieses Geheimnis lesen, dessen Schlüssel Sie nicht bestätigt haben. Bearbeiten Sie es, um das zu tun.</translation>
    </message>
    <message>
        <source>Waiting changes cannot be read</source>
        <extracomment>At the foot of the sidebar</extracomment>
        <translation>Wartende Änderungen nicht lesbar</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet</source>
        <extracomment>At the foot of the sidebar: so many changes that were made without the server</extracomment>
        <translation>
            <numerusform>%n Änderung noch nicht gesendet</numerusform>
            <numerusform>%n Änderungen noch nicht gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>What waits to be sent to %1 cannot be read.</source>
        <extracomment>%1 is the name of an account</extracomment>
        <translation>Was an %1 gesendet werden soll, lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>“%1” sent</source>
        <translation>„%1“ gesendet</translation>
    </message>
    <message>
        <source>Open in the form</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Im Formular geöffnet</translation>
    </message>
    <message>
        <source>Needs the passphrase of your key: send it by hand</source>
        <extracomment>How it stands with a change that waits: nobody was asked for the passphrase</extracomment>
        <translation>Braucht die Passphrase Ihres Schlüssels: von Hand senden</translation>
    </message>
    <message>
        <source>It was to be sealed, and this account does not seal any more. Edit it to decide.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Sie sollte versiegelt werden, und dieses Konto versiegelt nicht mehr. Bearbeiten Sie sie, um zu entscheiden.</translation>
    </message>
</context>
<context>
    <name>coffret::OwnKeysViewModel</name>
    <message>
        <source>The key your server knows you by is not on this computer.</source>
        <translation>Der Schlüssel, an dem Ihr Server Sie erkennt, ist nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Use a file with that key, such as your recovery kit, or insert your card and come back to this page.</source>
        <translation>Verwenden Sie eine Datei mit diesem Schlüssel, etwa Ihr Wiederherstellungs-Kit, oder stecken Sie Ihre Karte ein, und kehren Sie auf diese Seite zurück.</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>Auf diesem Rechner ist kein OpenPGP-Schlüssel von Ihnen.</translation>
    </message>
    <message>
        <source>Use a file with your key, or insert your card and come back to this page.</source>
        <translation>Verwenden Sie eine Datei mit Ihrem Schlüssel, oder stecken Sie Ihre Karte ein, und kehren Sie auf diese Seite zurück.</translation>
    </message>
    <message>
        <source>Expired, revoked, or not able to decrypt</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Abgelaufen, widerrufen oder zum Entschlüsseln nicht geeignet</translation>
    </message>
    <message>
        <source>Not the key your server knows you by</source>
        <translation>Nicht der Schlüssel, an dem Ihr Server Sie erkennt</translation>
    </message>
    <message>
        <source>No key is chosen yet.</source>
        <translation>Noch ist kein Schlüssel gewählt.</translation>
    </message>
    <message>
        <source>Choose one of your keys, or make a new one.</source>
        <translation>Wählen Sie einen Ihrer Schlüssel, oder erzeugen Sie einen neuen.</translation>
    </message>
    <message>
        <source>Choose the key that the server knows you by.</source>
        <translation>Wählen Sie den Schlüssel, an dem der Server Sie erkennt.</translation>
    </message>
    <message>
        <source>By the server&apos;s clock this key is not made yet.</source>
        <translation>Nach der Uhr des Servers ist dieser Schlüssel noch nicht erzeugt.</translation>
    </message>
    <message>
        <source>Wait that long, or set the clock and make another key; then press Next again.</source>
        <translation>Warten Sie so lange, oder stellen Sie die Uhr und erzeugen Sie einen anderen Schlüssel; drücken Sie dann noch einmal „Weiter“.</translation>
    </message>
    <message>
        <source>Is in your GnuPG keyring already.</source>
        <extracomment>About a key in a file</extracomment>
        <translation>Ist schon in Ihrem GnuPG-Schlüsselbund.</translation>
    </message>
    <message>
        <source>Goes into your GnuPG keyring as it is; gpg then asks for its passphrase.</source>
        <translation>Kommt so, wie er ist, in Ihren GnuPG-Schlüsselbund; gpg fragt dann nach seiner Passphrase.</translation>
    </message>
    <message>
        <source>Has no passphrase: whoever gets the file has the key. Goes into your GnuPG keyring as it is.</source>
        <translation>Hat keine Passphrase: Wer die Datei erhält, hat den Schlüssel. Kommt so, wie er ist, in Ihren GnuPG-Schlüsselbund.</translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation>Eine Datei dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>It was left alone. Choose another name.</source>
        <translation>Sie wurde nicht angetastet. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>The key has no passphrase, so it was not written to a file.</source>
        <translation>Der Schlüssel hat keine Passphrase; daher wurde er nicht in eine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Give it one with gpg --change-passphrase, then save the recovery kit.</source>
        <translation>Geben Sie ihm mit gpg --change-passphrase eine, und speichern Sie dann das Wiederherstellungs-Kit.</translation>
    </message>
    <message>
        <source>The recovery kit could not be written.</source>
        <translation>Das Wiederherstellungs-Kit ließ sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Choose a folder that exists and that you may write to.</source>
        <translation>Wählen Sie einen Ordner, den es gibt und in den Sie schreiben dürfen.</translation>
    </message>
</context>
<context>
    <name>coffret::PaletteViewModel</name>
    <message>
        <source>Switch to %1</source>
        <extracomment>A line of the command palette. %1 is the name of an account.</extracomment>
        <translation>Zu „%1“ wechseln</translation>
    </message>
    <message>
        <source> / </source>
        <extracomment>Between a folder and its parent, in the path of a folder.</extracomment>
        <translation> / </translation>
    </message>
    <message>
        <source>Go to %1</source>
        <extracomment>A line of the command palette. %1 is the name of a list, folder or tag.</extracomment>
        <translation>Zu „%1“ gehen</translation>
    </message>
    <message>
        <source>No command and no place is called that</source>
        <extracomment>Command palette, in place of the results.</extracomment>
        <translation>Kein Befehl und kein Ort heißt so</translation>
    </message>
</context>
<context>
    <name>coffret::PasswordMeter</name>
    <message>
        <source>Generated, %1. %2</source>
        <extracomment>How strong a password is that was just generated. %1 is a number such as &quot;131.1 bits of entropy&quot;, %2 a sentence.</extracomment>
        <translation>Erzeugt, %1. %2</translation>
    </message>
</context>
<context>
    <name>coffret::Phrases</name>
    <message>
        <source>%1.</source>
        <extracomment>Words that stand for a sentence, with their full stop. Another sentence follows.</extracomment>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A label, and what it is about: the name of a fact and its value, a person and what that person says.</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>coffret::PlaceViewModel</name>
    <message>
        <source>No folder, at the top</source>
        <extracomment>A place to put something: in no folder.</extracomment>
        <translation>Kein Ordner, ganz oben</translation>
    </message>
</context>
<context>
    <name>coffret::PortalShortcut</name>
    <message>
        <source>Show Coffret&apos;s quick lookup</source>
        <extracomment>What a key does, in the dialog in which a desktop asks whether it may be used.</extracomment>
        <translation>Die Schnellsuche von Coffret anzeigen</translation>
    </message>
</context>
<context>
    <name>coffret::Program</name>
    <message>
        <source>The settings could not be read. They were set aside as %1.</source>
        <extracomment>%1 is the name of a file.</extracomment>
        <translation>Die Einstellungen ließen sich nicht lesen und wurden als %1 beiseitegelegt.</translation>
    </message>
</context>
<context>
    <name>coffret::QueryChipModel</name>
    <message>
        <source>Favourites</source>
        <extracomment>Chip below the search field: only secrets with a star.</extracomment>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Chip below the search field: only other people&apos;s secrets.</extracomment>
        <translation>Für mich freigegeben</translation>
    </message>
    <message>
        <source>Mine</source>
        <extracomment>Chip below the search field: only secrets that belong to the user.</extracomment>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Chip below the search field: only secrets whose time is over.</extracomment>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Chip below the search field: only secrets whose time is over soon.</extracomment>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Chip below the search field: only secrets that have a problem.</extracomment>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Chip below the search field: only secrets that the user has borrowed.</extracomment>
        <translation>Ausgeliehen</translation>
    </message>
    <message>
        <source>With one-time code</source>
        <extracomment>Chip below the search field: only secrets with a one-time code.</extracomment>
        <translation>Mit Einmalcode</translation>
    </message>
    <message>
        <source>With address</source>
        <extracomment>Chip below the search field: only secrets with the address of a site or a computer.</extracomment>
        <translation>Mit Adresse</translation>
    </message>
    <message>
        <source>With description</source>
        <extracomment>Chip below the search field: only secrets with a description.</extracomment>
        <translation>Mit Beschreibung</translation>
    </message>
    <message>
        <source>With expiry date</source>
        <extracomment>Chip below the search field: only secrets that have a date of expiry.</extracomment>
        <translation>Mit Ablaufdatum</translation>
    </message>
    <message>
        <source>With tags</source>
        <extracomment>Chip below the search field: only secrets with tags.</extracomment>
        <translation>Mit Schlagwörtern</translation>
    </message>
    <message>
        <source>With user name</source>
        <extracomment>Chip below the search field: only secrets with a user name.</extracomment>
        <translation>Mit Benutzername</translation>
    </message>
    <message>
        <source>In %1</source>
        <extracomment>Chip below the search field: only secrets in folders with this in their name.</extracomment>
        <translation>In %1</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <extracomment>Chip below the search field: only secrets with a tag that begins like this.</extracomment>
        <translation>Schlagwort %1</translation>
    </message>
    <message>
        <source>Account %1</source>
        <extracomment>Chip below the search field: only of accounts with this in their name.</extracomment>
        <translation>Konto %1</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <extracomment>Chip below the search field. %1 is what no secret in the list is or has: &quot;Expired&quot;, &quot;Tag old&quot;.</extracomment>
        <translation>Nicht: %1</translation>
    </message>
</context>
<context>
    <name>coffret::QuickLookupViewModel</name>
    <message>
        <source>No match</source>
        <extracomment>Quick lookup, in place of the results.</extracomment>
        <translation>Kein Treffer</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <extracomment>In the quick lookup: puts a field of a secret on the clipboard. %1 is the field&apos;s label.</extracomment>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <extracomment>In the quick lookup: opens the address of a secret.</extracomment>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <extracomment>In the quick lookup: puts an address on the clipboard.</extracomment>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open in the window</source>
        <extracomment>In the quick lookup: shows a secret in the main window.</extracomment>
        <translation>Im Fenster öffnen</translation>
    </message>
    <message>
        <source>Type: user name, Tab, password</source>
        <extracomment>In the quick lookup: types both into another window, with the Tab key between.</extracomment>
        <translation>Eintippen: Benutzername, Tab, Passwort</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <extracomment>In the quick lookup: types a field of a secret into another window. %1 is the field&apos;s label.</extracomment>
        <translation>Eintippen: %1</translation>
    </message>
    <message>
        <source>Type it</source>
        <extracomment>In the quick lookup, below a question that names a window.</extracomment>
        <translation>Eintippen</translation>
    </message>
    <message>
        <source>Type it and press Enter</source>
        <extracomment>In the quick lookup, below a question that names a window: presses the Enter key behind it.</extracomment>
        <translation>Eintippen und Eingabetaste drücken</translation>
    </message>
</context>
<context>
    <name>coffret::ReadersViewModel</name>
    <message>
        <source>Somebody&apos;s key has changed</source>
        <extracomment>Heading: somebody&apos;s key is another one than before.</extracomment>
        <translation>Der Schlüssel einer Person hat sich geändert</translation>
    </message>
    <message>
        <source>Whose keys are these?</source>
        <extracomment>Heading: keys that were never compared with their owners.</extracomment>
        <translation>Wessen Schlüssel sind das?</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) now show another key than the one you know. Nothing is encrypted for them until you have asked them why.</source>
        <extracomment>A changed key may mean a new computer, or somebody who wants to read along. %n is the number of people.</extracomment>
        <translation>
            <numerusform>%n Person zeigt jetzt einen anderen Schlüssel als den, den Sie kennen. Nichts wird für sie verschlüsselt, bis Sie sie nach dem Grund gefragt haben.</numerusform>
            <numerusform>%n Personen zeigen jetzt einen anderen Schlüssel als den, den Sie kennen. Nichts wird für sie verschlüsselt, bis Sie sie nach dem Grund gefragt haben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The keys of %n person(s) cannot be used. They need a new key, or have to lose access first.</source>
        <extracomment>%n is the number of people.</extracomment>
        <translation>
            <numerusform>Der Schlüssel von %n Person ist nicht verwendbar. Diese Person braucht einen neuen Schlüssel oder muss zuerst den Zugriff verlieren.</numerusform>
            <numerusform>Die Schlüssel von %n Personen sind nicht verwendbar. Diese Personen brauchen einen neuen Schlüssel oder müssen zuerst den Zugriff verlieren.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go on without them. A group they belong to may have to wait with them, because servers let a group in as a whole.</source>
        <extracomment>Below a warning that the keys of some people cannot be used.</extracomment>
        <translation>Sie können ohne diese Personen fortfahren. Eine Gruppe, der sie angehören, muss vielleicht mit ihnen warten, weil Server eine Gruppe nur als Ganzes zulassen.</translation>
    </message>
    <message>
        <source>Go on</source>
        <extracomment>Button: encrypts for the people whose keys were compared.</extracomment>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Go on without %1</source>
        <extracomment>Button: encrypts for the others. %1 are names of people.</extracomment>
        <translation>Ohne %1 fortfahren</translation>
    </message>
    <message>
        <source>A key above is blocked.</source>
        <extracomment>Beside a button that cannot be pressed yet.</extracomment>
        <translation>Ein Schlüssel oben ist blockiert.</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) still to compare.</source>
        <extracomment>Beside a button that cannot be pressed yet. %n is a number of keys.</extracomment>
        <translation>
            <numerusform>Noch %n Schlüssel zu vergleichen.</numerusform>
            <numerusform>Noch %n Schlüssel zu vergleichen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ScreenFrame</name>
    <message>
        <source>Choose a part of the screen</source>
        <extracomment>Title of the window in which a part of the screen is chosen.</extracomment>
        <translation>Teil des Bildschirms auswählen</translation>
    </message>
    <message>
        <source>Draw a frame around the QR code. Enter takes the whole screen, Esc cancels.</source>
        <extracomment>Over the screen while a part of it is chosen.</extracomment>
        <translation>Ziehen Sie einen Rahmen um den QR-Code. Die Eingabetaste nimmt den ganzen Bildschirm, Esc bricht ab.</translation>
    </message>
</context>
<context>
    <name>coffret::SealingViewModel</name>
    <message>
        <source>Expired, revoked, or not able to encrypt and sign</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Abgelaufen, widerrufen oder zum Verschlüsseln und Signieren nicht geeignet</translation>
    </message>
    <message>
        <source>Choose your key first</source>
        <extracomment>Why sealing cannot be turned on.</extracomment>
        <translation>Wählen Sie zuerst Ihren Schlüssel</translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <extracomment>A key file that was named cannot be read.</extracomment>
        <translation>Diese Datei ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>Choose the file with the person&apos;s public key.</source>
        <translation>Wählen Sie die Datei mit dem öffentlichen Schlüssel der Person.</translation>
    </message>
    <message>
        <source>This is not another person&apos;s public key.</source>
        <extracomment>A file or keyring entry that should have been somebody&apos;s key.</extracomment>
        <translation>Das ist nicht der öffentliche Schlüssel einer anderen Person.</translation>
    </message>
    <message>
        <source>It has to be one armored public key, and not your own.</source>
        <translation>Es muss genau ein öffentlicher Schlüssel in Textform sein, und nicht Ihr eigener.</translation>
    </message>
    <message>
        <source>Turn sealing on first</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>Schalten Sie zuerst die Versiegelung ein</translation>
    </message>
    <message>
        <source>A key above cannot be used: take that person off the list, or accept the key</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>Ein Schlüssel oben ist nicht verwendbar: Nehmen Sie diese Person aus der Liste, oder akzeptieren Sie den Schlüssel</translation>
    </message>
</context>
<context>
    <name>coffret::SecondFactorViewModel</name>
    <message>
        <source>No browser could be opened.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Es ließ sich kein Browser öffnen.</translation>
    </message>
    <message>
        <source>Open this address yourself: %1</source>
        <extracomment>%1 is an address.</extracomment>
        <translation>Öffnen Sie diese Adresse selbst: %1</translation>
    </message>
    <message>
        <source>The server did not accept this address.</source>
        <extracomment>Error of the second factor step, when the pasted address does not lead to the end of it.</extracomment>
        <translation>Der Server hat diese Adresse nicht angenommen.</translation>
    </message>
    <message>
        <source>Begin again, and copy the whole address from the browser when Duo is done. It works once.</source>
        <translation>Beginnen Sie noch einmal, und kopieren Sie die ganze Adresse aus dem Browser, wenn Duo fertig ist. Sie gilt nur einmal.</translation>
    </message>
    <message>
        <source>This code was not accepted.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Dieser Code wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>Wait for the next one and try again. After a few wrong ones the server ends the session.</source>
        <translation>Warten Sie auf den nächsten, und versuchen Sie es noch einmal. Nach einigen falschen beendet der Server die Sitzung.</translation>
    </message>
    <message>
        <source>This server cannot ask Duo for Coffret.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Dieser Server kann Duo nicht für Coffret befragen.</translation>
    </message>
    <message>
        <source>Choose another method here, or add one-time codes to your account in the server&apos;s own page.</source>
        <translation>Wählen Sie hier ein anderes Verfahren, oder richten Sie auf der Webseite des Servers Einmalcodes für Ihr Konto ein.</translation>
    </message>
</context>
<context>
    <name>coffret::SecretQr</name>
    <message>
        <source>QR code shown on screen</source>
        <extracomment>For screen readers, in place of a QR code that holds a value.</extracomment>
        <translation>QR-Code auf dem Bildschirm sichtbar</translation>
    </message>
</context>
<context>
    <name>coffret::SecretText</name>
    <message>
        <source>Value shown on screen</source>
        <extracomment>For screen readers, in place of a revealed password: the value itself is not read out.</extracomment>
        <translation>Wert auf dem Bildschirm sichtbar</translation>
    </message>
</context>
<context>
    <name>coffret::ServerIdentityViewModel</name>
    <message>
        <source>The fingerprint is missing.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted.</extracomment>
        <translation>Der Fingerabdruck fehlt.</translation>
    </message>
    <message>
        <source>Enter the one that whoever runs the server told you.</source>
        <translation>Geben Sie den ein, den Ihnen der Betreiber des Servers genannt hat.</translation>
    </message>
    <message>
        <source>This is not the fingerprint the server shows.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted: what was entered is another one.</extracomment>
        <translation>Das ist nicht der Fingerabdruck, den der Server zeigt.</translation>
    </message>
    <message>
        <source>Do not sign in. Somebody may stand between you and the server; tell whoever runs it.</source>
        <translation>Melden Sie sich nicht an. Jemand steht vielleicht zwischen Ihnen und dem Server; informieren Sie seinen Betreiber.</translation>
    </message>
</context>
<context>
    <name>coffret::SettingsViewModel</name>
    <message>
        <source>Appearance</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>A setting.</extracomment>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light, dark, of the highest contrast, or whatever the desktop prefers.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Hell, dunkel, mit höchstem Kontrast oder so, wie der Desktop es vorgibt.</translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <extracomment>Choices of a setting: colours.
----------
Choices of a setting: how much moves.
----------
A choice of a setting: the language.</extracomment>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Text size</source>
        <extracomment>A setting.</extracomment>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Makes words, symbols and the room around them larger in every window.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Vergrößert in allen Fenstern Texte, Symbole und den Raum darum.</translation>
    </message>
    <message>
        <source>Motion</source>
        <extracomment>A setting.</extracomment>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Whether panes and messages glide or simply appear.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Ob Bereiche und Meldungen gleiten oder einfach erscheinen.</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Reduziert</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Security</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Hide shown values after</source>
        <extracomment>A setting.</extracomment>
        <translation>Angezeigte Werte verbergen nach</translation>
    </message>
    <message>
        <source>A password or key on the screen is masked again when this time is over.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Nach dieser Zeit wird ein Passwort oder Schlüssel auf dem Bildschirm wieder verdeckt.</translation>
    </message>
    <message>
        <source>Empty the clipboard after</source>
        <extracomment>A setting.</extracomment>
        <translation>Zwischenablage leeren nach</translation>
    </message>
    <message>
        <source>A copied value is taken back when this time is over, unless you copied something else.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Ein kopierter Wert wird nach dieser Zeit wieder entfernt, sofern Sie nichts anderes kopiert haben.</translation>
    </message>
    <message>
        <source>Lock when not used for</source>
        <extracomment>A setting.</extracomment>
        <translation>Bei Nichtbenutzung sperren nach</translation>
    </message>
    <message>
        <source>Lock when the computer sleeps</source>
        <extracomment>A setting.</extracomment>
        <translation>Sperren, wenn der Rechner schläft</translation>
    </message>
    <message>
        <source>Locks before the computer is suspended or hibernates.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Sperrt, bevor der Rechner in den Bereitschafts- oder Ruhezustand wechselt.</translation>
    </message>
    <message>
        <source>Lock with the screen</source>
        <extracomment>A setting.</extracomment>
        <translation>Mit dem Bildschirm sperren</translation>
    </message>
    <message>
        <source>Locks when the desktop locks or blanks its screen.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Sperrt, wenn der Desktop den Bildschirm sperrt oder abschaltet.</translation>
    </message>
    <message>
        <source>Presentation mode</source>
        <extracomment>A setting.</extracomment>
        <translation>Präsentationsmodus</translation>
    </message>
    <message>
        <source>No value is ever shown on the screen, so that it can be shared; copying still works.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Der Bildschirm lässt sich mit anderen teilen, weil darauf nie ein Wert angezeigt wird; Kopieren geht weiterhin.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Offer what was used last</source>
        <extracomment>A setting.</extracomment>
        <translation>Zuletzt Verwendetes anbieten</translation>
    </message>
    <message>
        <source>Accounts</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Konten</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>Under the name of an account in the settings. %1 is a service, %2 the address of a server.</extracomment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>In the settings: sets up one more account.</extracomment>
        <translation>Konto hinzufügen …</translation>
    </message>
    <message>
        <source>Signs in to one more server; accounts stay apart from each other.</source>
        <extracomment>What a button in the settings does.</extracomment>
        <translation>Meldet Sie bei einem weiteren Server an; Konten bleiben voneinander getrennt.</translation>
    </message>
    <message>
        <source>About Coffret</source>
        <extracomment>Section of the settings: about the program.</extracomment>
        <translation>Über Coffret</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>In the settings: the program&apos;s version.</extracomment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <extracomment>Under the program&apos;s version: its licence, which gives everybody these rights.</extracomment>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>A setting.</extracomment>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of all words, dates and numbers. Another one is spoken when Coffret starts again.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Aller Wörter, Daten und Zahlen. Eine andere gilt, sobald Coffret neu startet.</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Schnellsuche</translation>
    </message>
    <message>
        <source>Keys for the quick lookup</source>
        <extracomment>A setting.</extracomment>
        <translation>Tasten für die Schnellsuche</translation>
    </message>
    <message>
        <source>Show it from anywhere, whichever program is in front.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Zeigt sie von überall, gleich welches Programm vorn ist.</translation>
    </message>
    <message>
        <source>Count the use of other programs</source>
        <extracomment>A setting.</extracomment>
        <translation>Benutzung anderer Programme mitzählen</translation>
    </message>
    <message>
        <source>Coffret does not lock while you use the computer, where the desktop tells of that.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Coffret sperrt nicht, solange Sie den Rechner benutzen, sofern der Desktop das mitteilt.</translation>
    </message>
    <message>
        <source>Lock when the user is switched</source>
        <extracomment>A setting.</extracomment>
        <translation>Sperren, wenn der Benutzer gewechselt wird</translation>
    </message>
    <message>
        <source>Locks when another person&apos;s session comes to the front of this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Sperrt, wenn auf diesem Rechner die Sitzung einer anderen Person nach vorn kommt.</translation>
    </message>
    <message>
        <source>Lock when the lid is closed</source>
        <extracomment>A setting.</extracomment>
        <translation>Sperren, wenn der Deckel geschlossen wird</translation>
    </message>
    <message>
        <source>Locks even where the computer goes on with its lid closed.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Sperrt auch dann, wenn der Rechner mit geschlossenem Deckel weiterläuft.</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>Section of the settings: when the program starts.</extracomment>
        <translation>Start</translation>
    </message>
    <message>
        <source>Start with the desktop</source>
        <extracomment>A setting.</extracomment>
        <translation>Mit dem Desktop starten</translation>
    </message>
    <message>
        <source>Coffret waits locked in the system tray after you sign in to this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Coffret wartet gesperrt im Systemabschnitt, nachdem Sie sich an diesem Rechner angemeldet haben.</translation>
    </message>
    <message>
        <source>Tray and notifications</source>
        <extracomment>Section of the settings: what is seen outside of Coffret&apos;s window.</extracomment>
        <translation>Systemabschnitt und Benachrichtigungen</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <extracomment>A setting, which only says something: the symbol of the program in the desktop&apos;s tray.</extracomment>
        <translation>Symbol im Systemabschnitt</translation>
    </message>
    <message>
        <source>Coffret stays there when its window is closed.</source>
        <extracomment>About the tray icon.</extracomment>
        <translation>Coffret bleibt dort, wenn sein Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>Shown</source>
        <extracomment>Whether there is a tray icon.</extracomment>
        <translation>Angezeigt</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>Nicht angezeigt</translation>
    </message>
    <message>
        <source>Names in the tray menu</source>
        <extracomment>A setting.</extracomment>
        <translation>Namen im Menü des Systemabschnitts</translation>
    </message>
    <message>
        <source>Lists what was used last by name even where every program of your session can read the menu.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Führt zuletzt Verwendetes mit Namen auf, auch wenn jedes Programm Ihrer Sitzung das Menü lesen kann.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Says when access ends or was granted and when an account cannot be synced, while you look elsewhere.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Meldet, wenn ein Zugriff abläuft oder genehmigt wurde und wenn ein Konto sich nicht synchronisieren lässt, während Sie woandershin sehen.</translation>
    </message>
    <message>
        <source>Names in notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>Namen in Benachrichtigungen</translation>
    </message>
    <message>
        <source>Names secrets and accounts there. The desktop shows notifications to whoever looks, and may keep them.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Nennt dort Geheimnisse und Konten mit Namen. Der Desktop zeigt Benachrichtigungen allen, die hinsehen, und bewahrt sie vielleicht auf.</translation>
    </message>
    <message>
        <source>The quick lookup begins with the last five secrets and puts first what you use most. Kept encrypted on this computer; turned off, it is forgotten.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Die Schnellsuche beginnt mit den fünf zuletzt verwendeten Geheimnissen und stellt voran, was Sie am meisten verwenden. Das wird verschlüsselt auf diesem Rechner aufbewahrt und beim Ausschalten vergessen.</translation>
    </message>
    <message>
        <source>Found by the desktop&apos;s search</source>
        <extracomment>A setting.</extracomment>
        <translation>In der Suche des Desktops auffindbar</translation>
    </message>
    <message>
        <source>GNOME and KRunner find secrets by name while Coffret is unlocked. The desktop then sees what you search for and every name that fits.</source>
        <extracomment>What a setting does. GNOME and KRunner are names.</extracomment>
        <translation>GNOME und KRunner finden Geheimnisse nach Namen, solange Coffret entsperrt ist. Der Desktop sieht dann, wonach Sie suchen, und jeden Namen, der passt.</translation>
    </message>
    <message>
        <source>This desktop has no tray for icons, so closing the window quits Coffret.</source>
        <extracomment>A desktop may have no place for symbols of programs.</extracomment>
        <translation>Dieser Desktop hat keinen Systemabschnitt für Symbole, daher beendet das Schließen des Fensters Coffret.</translation>
    </message>
    <message>
        <source>The desktop did not allow that.</source>
        <extracomment>Message: a setting could not be changed.</extracomment>
        <translation>Der Desktop hat das nicht erlaubt.</translation>
    </message>
    <message>
        <source>Forgets names, values and tokens when nobody has been there for this long.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Vergisst Namen, Werte und Token, wenn so lange niemand da war.</translation>
    </message>
    <message>
        <source>The desktop listens for: %1.</source>
        <extracomment>Below a setting: keys that the desktop chose itself. %1 is what it calls them, in its own words.</extracomment>
        <translation>Der Desktop achtet auf: %1.</translation>
    </message>
    <message>
        <source>Offline</source>
        <extracomment>Section of the settings: working without the server.</extracomment>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Keep what was listed for</source>
        <extracomment>A setting: how long the list of secrets is kept on this computer.</extracomment>
        <translation>Listen behalten für</translation>
    </message>
    <message>
        <source>Names are shown before the server answers, and without it. They are kept encrypted with your key.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Namen erscheinen, bevor der Server antwortet, und auch ohne ihn. Sie werden mit Ihrem Schlüssel verschlüsselt aufbewahrt.</translation>
    </message>
    <message>
        <source>Values of %1 without its server</source>
        <extracomment>A setting: which values of an account can be shown without its server. %1 is the account&apos;s name.</extracomment>
        <translation>Werte von %1 ohne Server</translation>
    </message>
    <message>
        <source>They are kept as the server sends them: encrypted for your key. The server notes favourites and everything as read by you.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Sie werden so aufbewahrt, wie der Server sie schickt: für Ihren Schlüssel verschlüsselt. Bei Favoriten und bei allem vermerkt der Server, dass Sie sie gelesen haben.</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>Choices of a setting: which values can be shown without the server.</extracomment>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Used in the last 30 days</source>
        <translation>In den letzten 30 Tagen benutzte</translation>
    </message>
    <message>
        <source>Those and favourites</source>
        <translation>Diese und Favoriten</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>coffret::SetupServerViewModel</name>
    <message>
        <source>This is not an address Coffret can use.</source>
        <translation>Das ist keine Adresse, die Coffret verwenden kann.</translation>
    </message>
    <message>
        <source>It should look like https://vault.example.com, without a user name.</source>
        <translation>Sie sollte aussehen wie https://vault.example.com, ohne Benutzernamen.</translation>
    </message>
    <message>
        <source>The certificate authority&apos;s file cannot be read.</source>
        <translation>Die Datei der Zertifizierungsstelle lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Choose a PEM file.</source>
        <translation>Wählen Sie eine PEM-Datei.</translation>
    </message>
    <message>
        <source>The file holds no certificate.</source>
        <translation>Die Datei enthält kein Zertifikat.</translation>
    </message>
    <message>
        <source>Choose a PEM file; it has a line BEGIN CERTIFICATE.</source>
        <translation>Wählen Sie eine PEM-Datei; sie hat eine Zeile BEGIN CERTIFICATE.</translation>
    </message>
</context>
<context>
    <name>coffret::SharedKeyViewModel</name>
    <message>
        <source>The server names another key than a moment ago. Compare this one.</source>
        <extracomment>Error while a new shared key is compared: the server has just named yet another one.</extracomment>
        <translation>Der Server nennt einen anderen Schlüssel als eben noch. Vergleichen Sie diesen.</translation>
    </message>
    <message>
        <source>%1 handed it out and signed it.</source>
        <extracomment>Who handed a new shared key out. %1 is the name of a person.</extracomment>
        <translation>%1 hat ihn ausgegeben und signiert.</translation>
    </message>
    <message>
        <source>The server itself handed it out; no person signed it.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>Der Server selbst hat ihn ausgegeben; keine Person hat ihn signiert.</translation>
    </message>
    <message>
        <source>Nobody who may hand it out signed it. Do not accept it unless an administrator can explain that.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>Niemand, der ihn ausgeben darf, hat ihn signiert. Akzeptieren Sie ihn nicht, es sei denn, die Administration kann das erklären.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) wait for the shared key</source>
        <extracomment>Banner of an account. %n secrets have encrypted names that the user was not given the key for.</extracomment>
        <translation>
            <numerusform>%n Geheimnis wartet auf den gemeinsamen Schlüssel</numerusform>
            <numerusform>%n Geheimnisse warten auf den gemeinsamen Schlüssel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::SharingViewModel</name>
    <message>
        <source>Only its owners can change who has access.</source>
        <extracomment>Why a secret or folder cannot be shared by the user.</extracomment>
        <translation>Nur die Besitzer können ändern, wer Zugriff hat.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the list of who has access. %n is how many entries will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n Änderung, noch nichts geschrieben</numerusform>
            <numerusform>%n Änderungen, noch nichts geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to own it. Make somebody else an owner first.</source>
        <extracomment>Why a right cannot be taken away: somebody has to own a secret or folder.</extracomment>
        <translation>Jemand muss es besitzen. Machen Sie zuerst eine andere Person zum Besitzer.</translation>
    </message>
    <message>
        <source>Change access to “%1”?</source>
        <extracomment>Heading of the question before access changes. %1 is the name of a secret or folder.</extracomment>
        <translation>Zugriff auf „%1“ ändern?</translation>
    </message>
    <message>
        <source>Change access</source>
        <extracomment>Button: changes who has access.</extracomment>
        <translation>Zugriff ändern</translation>
    </message>
</context>
<context>
    <name>coffret::ShownValue</name>
    <message>
        <source>%1 Open the secret to copy it all the same.</source>
        <extracomment>Message instead of copying. %1 is a sentence about the signature of a value.</extracomment>
        <translation>%1 Öffnen Sie das Geheimnis, um es trotzdem zu kopieren.</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyCard</name>
    <message>
        <source>%1 Add the key to the agent anyway?</source>
        <extracomment>Question before a key is used. %1 is a sentence about the signature.</extracomment>
        <translation>%1 Den Schlüssel trotzdem zum Agenten hinzufügen?</translation>
    </message>
    <message>
        <source>%1 Copy its public key anyway?</source>
        <extracomment>The same before its public half is worked out and copied.</extracomment>
        <translation>%1 Den öffentlichen Schlüssel trotzdem kopieren?</translation>
    </message>
    <message>
        <source>Write a number of minutes from 1 to %1.</source>
        <extracomment>Error under a number of minutes. %1 is a number.</extracomment>
        <translation>Geben Sie eine Anzahl Minuten von 1 bis %1 an.</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>Heading of the part about an SSH key whose type is not known before it is opened.</extracomment>
        <translation>SSH-Schlüssel</translation>
    </message>
    <message>
        <source>The public key or fingerprint stored with it belongs to another key. What is shown here comes from the private key.</source>
        <extracomment>Warning about an SSH key. What stands here is worked out from the private key.</extracomment>
        <translation>Der mitgespeicherte öffentliche Schlüssel oder Fingerabdruck gehört zu einem anderen Schlüssel. Was hier steht, stammt vom privaten Schlüssel.</translation>
    </message>
    <message>
        <source>In ssh-agent until Coffret locks, or %1 at the latest.</source>
        <extracomment>About a key that is in the SSH agent. %1 is the latest moment.</extracomment>
        <translation>In ssh-agent, bis Coffret gesperrt wird, längstens bis %1.</translation>
    </message>
    <message>
        <source>In ssh-agent until %1, or until Coffret locks.</source>
        <extracomment>The same. %1 is a moment.</extracomment>
        <translation>In ssh-agent bis %1 oder bis Coffret gesperrt wird.</translation>
    </message>
    <message>
        <source>It asks before each use.</source>
        <extracomment>After one of the two sentences before.</extracomment>
        <translation>Er fragt vor jeder Verwendung nach.</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyEditor</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>A file with an SSH key was chosen or dropped. What is wrong, then the next step.</extracomment>
        <translation>Die Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>See that it is there and that you may read it.</source>
        <translation>Prüfen Sie, ob sie da ist und ob Sie sie lesen dürfen.</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>In a form, about a private key of which nothing can be seen before it is opened.</extracomment>
        <translation>Privater Schlüssel</translation>
    </message>
    <message>
        <source>Encrypted with a passphrase</source>
        <extracomment>About a private key in a form: it needs a passphrase that is not there.</extracomment>
        <translation>Mit einer Passphrase verschlüsselt</translation>
    </message>
    <message>
        <source>Encrypted, and the passphrase fits</source>
        <translation>Verschlüsselt, und die Passphrase passt</translation>
    </message>
    <message>
        <source>Not encrypted with a passphrase of its own</source>
        <translation>Nicht mit einer eigenen Passphrase verschlüsselt</translation>
    </message>
    <message>
        <source>%1. Converted from PuTTY&apos;s format to OpenSSH&apos;s</source>
        <extracomment>About a private key in a form. %1 is one of the sentences before. OpenSSH and PuTTY are names.</extracomment>
        <translation>%1. Aus dem Format von PuTTY in das von OpenSSH umgewandelt</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyGenerator</name>
    <message>
        <source>Short, fast and safe. Right unless a server is very old.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Kurz, schnell und sicher. Richtig, außer für sehr alte Server.</translation>
    </message>
    <message>
        <source>For servers that know nothing newer.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Für Server, die nichts Neueres kennen.</translation>
    </message>
    <message>
        <source>The same, where a rule asks for more bits.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Ebenso, wenn eine Vorschrift mehr Bit verlangt.</translation>
    </message>
    <message>
        <source>For rules that name NIST&apos;s curves.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Für Vorschriften, die Kurven des NIST verlangen.</translation>
    </message>
</context>
<context>
    <name>coffret::ToastViewModel</name>
    <message>
        <source>%1 copied</source>
        <extracomment>Message after copying. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>%1 copied. It has a line end in it: pasted into a terminal, what stands before it runs at once.</source>
        <extracomment>Message after copying a value that has a line end in it. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>%1 kopiert. Darin ist ein Zeilenende: In ein Terminal eingefügt, wird sofort ausgeführt, was davor steht.</translation>
    </message>
</context>
<context>
    <name>coffret::TokenHint</name>
    <message>
        <source>Looks like a key of %1</source>
        <extracomment>About an API key. %1 is the name of a service, such as GitHub.</extracomment>
        <translation>Sieht aus wie ein Schlüssel von %1</translation>
    </message>
</context>
<context>
    <name>coffret::TrayController</name>
    <message>
        <source>Coffret</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret</translation>
    </message>
    <message>
        <source>Coffret: locked</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret: gesperrt</translation>
    </message>
    <message>
        <source>Coffret: %1</source>
        <extracomment>Tooltip of the tray icon. %1 says how many secrets are checked out and until when.</extracomment>
        <translation>Coffret: %1</translation>
    </message>
    <message>
        <source>Coffret: needs your attention</source>
        <extracomment>Tooltip of the tray icon: an account could not be synced or opened.</extracomment>
        <translation>Coffret: braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Coffret: syncing</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret: wird synchronisiert</translation>
    </message>
</context>
<context>
    <name>coffret::TrayMenu</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Schnellsuche</translation>
    </message>
    <message>
        <source>Copy a one-time code</source>
        <extracomment>Tray menu: leads to the names of secrets that have one; choosing a name copies its code.</extracomment>
        <translation>Einmalcode kopieren</translation>
    </message>
    <message>
        <source>Open Coffret</source>
        <extracomment>Tray menu: shows the main window.</extracomment>
        <translation>Coffret öffnen</translation>
    </message>
    <message>
        <source>Sync now</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Jetzt synchronisieren</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Give everything back</source>
        <extracomment>Tray menu: gives back every secret that is checked out.</extracomment>
        <translation>Alles zurückgeben</translation>
    </message>
    <message>
        <source>Copy again</source>
        <extracomment>Tray menu: heading of the names of what was used last; choosing a name copies its main value.</extracomment>
        <translation>Erneut kopieren</translation>
    </message>
    <message>
        <source>Recent…</source>
        <extracomment>Tray menu, in place of the names of what was used last: leads to the quick lookup, which shows them.</extracomment>
        <translation>Zuletzt verwendet …</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
</context>
<context>
    <name>coffret::TypingViewModel</name>
    <message>
        <source>No window of another program had the keyboard before. Click into one, then try again.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>Kein Fenster eines anderen Programms hatte zuvor die Tastatur. Klicken Sie in eines, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>%1 Type it anyway?</source>
        <extracomment>Question before a value is typed into another window. %1 is a sentence about the signature.</extracomment>
        <translation>%1 Trotzdem eintippen?</translation>
    </message>
</context>
</TS>
