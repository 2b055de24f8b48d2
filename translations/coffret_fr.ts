<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>AboutSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Service</source>
        <extracomment>Before the name and version of the server&apos;s software</extracomment>
        <translation>Service</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Before a server&apos;s address</extracomment>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>You</source>
        <extracomment>Before the name under which the user is known to the server</extracomment>
        <translation>Vous</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Before the fingerprint of the user&apos;s OpenPGP key</extracomment>
        <translation>Votre clé</translation>
    </message>
</context>
<context>
    <name>AccessPane</name>
    <message>
        <source>Sharing</source>
        <extracomment>Accessible name of the part that shows who has access</extracomment>
        <translation>Partage</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>Ajouter des personnes ou des groupes</translation>
    </message>
    <message>
        <source>Who has access</source>
        <extracomment>Accessible name of the list of who has access</extracomment>
        <translation>Qui a accès</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of access that were not written yet</extracomment>
        <translation>Annuler les modifications</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>Vérifier…</translation>
    </message>
</context>
<context>
    <name>AccessRequestSheet</name>
    <message>
        <source>Whoever decides about it reads what you write here.</source>
        <extracomment>Under the heading of the form that asks for access to a secret</extracomment>
        <translation>La personne qui en décide lira ce que vous écrivez ici.</translation>
    </message>
    <message>
        <source>Request access to “%1”</source>
        <extracomment>Heading of the form that asks for access. %1 is a secret&apos;s name</extracomment>
        <translation>Demander l’accès à « %1 »</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Sending…</source>
        <extracomment>Buttons below the form that asks for access: before and while it is sent</extracomment>
        <translation>Envoi…</translation>
    </message>
    <message>
        <source>Send request</source>
        <translation>Envoyer la demande</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Ouvrir la page web</translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>Label of the field for why access is needed</extracomment>
        <translation>Motif</translation>
    </message>
    <message>
        <source>1 to %1 hours. The arrow keys change it.</source>
        <extracomment>Help under the field for how long access is needed. %1 is a number of hours</extracomment>
        <translation>De 1 à %1 heures. Les touches fléchées changent la valeur.</translation>
    </message>
    <message>
        <source>Hours</source>
        <extracomment>Label of the field for how long access is needed</extracomment>
        <translation>Heures</translation>
    </message>
    <message>
        <source>Leave it empty for at once, or write a time, or a day and a time like %1.</source>
        <extracomment>Help under the field for when access is to begin. %1 is a moment as it can be written</extracomment>
        <translation>Laissez vide pour un accès immédiat, ou indiquez une heure, ou un jour et une heure, comme %1.</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>Label of the field for when access is to begin</extracomment>
        <translation>À partir de</translation>
    </message>
    <message>
        <source>At once</source>
        <extracomment>In the empty field for when access is to begin</extracomment>
        <translation>Immédiatement</translation>
    </message>
</context>
<context>
    <name>AccessRow</name>
    <message>
        <source>%2: %1</source>
        <extracomment>Accessible name of the button that offers rights. %2 is a person or group, %1 what they can do now</extracomment>
        <translation>%2 : %1</translation>
    </message>
</context>
<context>
    <name>AccessSheet</name>
    <message>
        <source>Changes apply to the folder and to everything in it that is yours to share.</source>
        <extracomment>Under the heading of a folder&apos;s sharing</extracomment>
        <translation>Les modifications s’appliquent au dossier et à tout ce que vous pouvez partager dans celui-ci.</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <extracomment>Heading: %1 is the name of a folder</extracomment>
        <translation>Partager « %1 »</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>AccountBanners</name>
    <message>
        <source>Compare…</source>
        <extracomment>Button in an error banner: compares a server&apos;s new fingerprint
----------
Button in a banner: compares the fingerprint of a new shared key</extracomment>
        <translation>Comparer…</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>What it encrypts can be read, but nobody vouches for it, and nothing is written with it.</source>
        <extracomment>In a banner about a new shared key</extracomment>
        <translation>Ce qu’elle chiffre reste lisible, mais personne ne se porte garant d’elle et rien n’est écrit avec elle.</translation>
    </message>
    <message>
        <source>The server has a new shared key</source>
        <extracomment>Title of a banner: the server names another key for what several persons share</extracomment>
        <translation>Le serveur a une nouvelle clé partagée</translation>
    </message>
    <message>
        <source>Ask an administrator to give it to you, then sync.</source>
        <extracomment>In a banner about secrets that cannot be read yet</extracomment>
        <translation>Demandez à un administrateur de vous la donner, puis synchronisez.</translation>
    </message>
</context>
<context>
    <name>AccountButtons</name>
    <message>
        <source>Options…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>Options…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>Retirer…</translation>
    </message>
</context>
<context>
    <name>AccountFields</name>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the account name field</extracomment>
        <translation>Affiché dans la barre latérale. Si vous laissez ce champ vide, le nom du serveur est utilisé.</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <extracomment>Label of the account name field</extracomment>
        <translation>Nom (facultatif)</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <extracomment>Entry of the file type list in the certificate authority&apos;s file dialog</extracomment>
        <translation>Certificats (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>Only if your organisation signs its certificates itself: a PEM file, trusted for this account alone.</source>
        <extracomment>Help under the certificate authority field</extracomment>
        <translation>Seulement si votre organisation signe elle-même ses certificats : un fichier PEM, reconnu pour ce seul compte.</translation>
    </message>
    <message>
        <source>Certificate authority (optional)</source>
        <extracomment>Label of the certificate authority field</extracomment>
        <translation>Autorité de certification (facultatif)</translation>
    </message>
</context>
<context>
    <name>AccountOptionsSheet</name>
    <message>
        <source>Saving signs in to the account again. What you have checked out is treated as when Coffret locks.</source>
        <extracomment>Below the heading of the sheet for an account&apos;s options; the second for accounts that lend values</extracomment>
        <translation>L’enregistrement rouvre la session de ce compte. Vos emprunts sont traités comme au verrouillage de Coffret.</translation>
    </message>
    <message>
        <source>Saving signs in to the account again.</source>
        <translation>L’enregistrement rouvre la session de ce compte.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons of the sheet for an account&apos;s options</extracomment>
        <translation>Déconnexion…</translation>
    </message>
    <message>
        <source>Options of “%1”</source>
        <extracomment>Heading of the sheet for an account&apos;s options. %1 is its name</extracomment>
        <translation>Options de « %1 »</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: an account&apos;s options stay as they were</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button: keeps an account&apos;s options</extracomment>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the field for an account&apos;s name</extracomment>
        <translation>Affiché dans la barre latérale. Si vous laissez ce champ vide, le nom du serveur est utilisé.</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for an account&apos;s name</extracomment>
        <translation>Nom</translation>
    </message>
    <message>
        <source>An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for an account&apos;s apps</extracomment>
        <translation>L’identifiant d’une application figure dans le panneau latéral de ses paramètres ; les noms conviennent aussi si votre jeton vaut pour toutes les applications.</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>A preference of an account whose values are lent</extracomment>
        <translation>Rendre quand Coffret se verrouille ou se ferme</translation>
    </message>
</context>
<context>
    <name>AccountPopup</name>
    <message>
        <source>Accounts</source>
        <extracomment>Accessible name of the list of accounts</extracomment>
        <translation>Comptes</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>Button below the list of accounts</extracomment>
        <translation>Ajouter un compte…</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <extracomment>Button below the list of accounts: takes the one the keyboard is at, else the one in view, off this computer</extracomment>
        <translation>Retirer « %1 »…</translation>
    </message>
</context>
<context>
    <name>AccountRow</name>
    <message>
        <source>Ctrl+%1</source>
        <extracomment>Keys that switch to the account with this number</extracomment>
        <translation>Ctrl+%1</translation>
    </message>
</context>
<context>
    <name>AccountSwitcher</name>
    <message>
        <source>Switch account</source>
        <extracomment>Accessible name of the button at the top of the sidebar that lists the accounts</extracomment>
        <translation>Changer de compte</translation>
    </message>
</context>
<context>
    <name>ActivityPane</name>
    <message>
        <source>Activity</source>
        <extracomment>Accessible name of the part that shows who did what with a secret</extracomment>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <extracomment>In place of what happened to a secret</extracomment>
        <translation>Il ne s’est encore rien passé.</translation>
    </message>
</context>
<context>
    <name>AddFieldButton</name>
    <message>
        <source>Add field</source>
        <extracomment>Button that offers more fields for a secret</extracomment>
        <translation>Ajouter un champ</translation>
    </message>
</context>
<context>
    <name>AgeBanner</name>
    <message>
        <source>The server cannot be reached, so it may have changed since.</source>
        <extracomment>In a banner above a secret that was kept on this computer</extracomment>
        <translation>Le serveur est injoignable ; il peut y avoir eu des changements depuis.</translation>
    </message>
</context>
<context>
    <name>AgentSheet</name>
    <message>
        <source>Programs of yours can sign in with it while it is there. Coffret takes it out when it locks or quits.</source>
        <extracomment>Under the heading of the sheet that puts a key into the SSH agent</extracomment>
        <translation>Vos programmes peuvent s’en servir pour se connecter tant qu’elle y est. Coffret l’en retire quand il se verrouille ou se ferme.</translation>
    </message>
    <message>
        <source>Add “%1” to ssh-agent</source>
        <extracomment>Heading of the sheet that puts a key into the SSH agent. %1 is a secret&apos;s name</extracomment>
        <translation>Ajouter « %1 » à ssh-agent</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that put a key into the SSH agent: before and while it is opened</extracomment>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>For how long</source>
        <extracomment>Accessible name of the choice of a time</extracomment>
        <translation>Durée</translation>
    </message>
    <message>
        <source>At most 24 hours, should Coffret end without a chance to take it out.</source>
        <extracomment>Below the choice &quot;Until Coffret locks&quot;</extracomment>
        <translation>24 heures au plus, si Coffret se ferme sans avoir pu l’en retirer.</translation>
    </message>
    <message>
        <source>Until Coffret locks</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>Jusqu’au verrouillage de Coffret</translation>
    </message>
    <message>
        <source>1 hour</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>8 hours</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>8 heures</translation>
    </message>
    <message>
        <source>Minutes:</source>
        <extracomment>Choice of how long a key stays in the SSH agent; a number is written behind it</extracomment>
        <translation>Minutes :</translation>
    </message>
    <message>
        <source>Minutes</source>
        <extracomment>Accessible name of the field for a number of minutes</extracomment>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>The agent asks with ssh-askpass whenever a program wants to sign in; where that is not installed, every use is refused.</source>
        <extracomment>Below &quot;Confirm each use&quot;. ssh-askpass is the name of a program</extracomment>
        <translation>L’agent pose la question avec ssh-askpass chaque fois qu’un programme veut se connecter ; si ssh-askpass n’est pas installé, toute utilisation est refusée.</translation>
    </message>
    <message>
        <source>Confirm each use</source>
        <extracomment>Check box: the SSH agent asks before each use of a key</extracomment>
        <translation>Confirmer chaque utilisation</translation>
    </message>
</context>
<context>
    <name>AppsField</name>
    <message>
        <source>Apps, separated by commas</source>
        <extracomment>Label of the apps field</extracomment>
        <translation>Applications, séparées par des virgules</translation>
    </message>
</context>
<context>
    <name>AttentionTexts</name>
    <message>
        <source>The server showed an older version, or one that belongs to another secret. Do not use the value; tell whoever runs the server.</source>
        <extracomment>What to do about a secret of which the server sent something older, or something of another one.</extracomment>
        <translation>Le serveur a présenté une version plus ancienne, ou qui appartient à un autre secret. N’utilisez pas la valeur ; prévenez le responsable du serveur.</translation>
    </message>
    <message>
        <source>Its details are encrypted with a key that was not shared with you yet. Ask an administrator to share it.</source>
        <extracomment>What to do about a secret that waits for a shared key.</extracomment>
        <translation>Ses détails sont chiffrés avec une clé qui ne vous a pas encore été communiquée. Demandez à un administrateur de la partager avec vous.</translation>
    </message>
    <message>
        <source>Name and details are placeholders. Ask the owner to save it again.</source>
        <extracomment>What to do about a secret whose details cannot be decrypted.</extracomment>
        <translation>Le nom et les détails affichés ne sont pas les vrais. Demandez au propriétaire d’enregistrer à nouveau le secret.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the addresses. Check them before you use the value there.</source>
        <extracomment>What to do about a secret whose details nobody vouches for.</extracomment>
        <translation>Aucune personne que vous connaissez ne se porte garante du nom ni des adresses. Vérifiez-les avant d’y utiliser la valeur.</translation>
    </message>
    <message>
        <source>When you last opened it, nobody you know vouched for the values. Ask the owner whether they wrote them, or save them again yourself.</source>
        <extracomment>What to do about a secret whose values nobody vouches for.</extracomment>
        <translation>À la dernière ouverture, aucune personne que vous connaissez ne se portait garante des valeurs. Demandez au propriétaire s’il les a écrites, ou enregistrez-les à nouveau vous-même.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name of one of its tags. Do not rely on that tag.</source>
        <extracomment>What to do about a secret with a tag that nobody vouches for.</extracomment>
        <translation>Aucune personne que vous connaissez ne se porte garante du nom de l’une de ses étiquettes. Ne vous fiez pas à cette étiquette.</translation>
    </message>
    <message>
        <source>It can be read and copied as it is, but not changed here.</source>
        <extracomment>What to do about a secret of a type this version does not know.</extracomment>
        <translation>Il peut être lu et copié tel quel, mais pas modifié ici.</translation>
    </message>
    <message>
        <source>Nothing is kept in it. Edit it to give it a value.</source>
        <extracomment>What to do about a secret without any value.</extracomment>
        <translation>Il ne contient rien. Modifiez-le pour lui donner une valeur.</translation>
    </message>
    <message>
        <source>What the server sent as this folder&apos;s name belongs elsewhere</source>
        <extracomment>Why a folder&apos;s name deserves a second look: the server sent something else in its place.</extracomment>
        <translation>Ce que le serveur a envoyé comme nom de ce dossier n’a pas sa place ici</translation>
    </message>
    <message>
        <source>This folder&apos;s name waits for the shared key</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>Le nom de ce dossier attend la clé partagée</translation>
    </message>
    <message>
        <source>This folder&apos;s name cannot be decrypted</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>Le nom de ce dossier ne peut pas être déchiffré</translation>
    </message>
    <message>
        <source>Nobody you know vouches for this folder&apos;s name</source>
        <extracomment>Why a folder&apos;s name deserves a second look.</extracomment>
        <translation>Aucune personne que vous connaissez ne se porte garante du nom de ce dossier</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>If this computer breaks or you forget the passphrase, everything encrypted for you is lost. Keep a copy where only you can get at it.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>Si cet ordinateur tombe en panne ou si vous oubliez la phrase de passe, tout ce qui est chiffré pour vous est perdu. Gardez une copie dans un endroit auquel vous seul avez accès.</translation>
    </message>
    <message>
        <source>Recovery kit saved. Move it off this computer.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>Kit de récupération enregistré. Ne le laissez pas sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Your new key exists only here</source>
        <translation>Votre nouvelle clé n’existe qu’ici</translation>
    </message>
    <message>
        <source>OpenPGP keys (*.asc)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Clés OpenPGP (*.asc)</translation>
    </message>
    <message>
        <source>The private key, locked with its passphrase; gpg asks for that once more. Only you can read the file.</source>
        <extracomment>Help under the field for the recovery kit&apos;s file</extracomment>
        <translation>La clé privée, verrouillée par sa phrase de passe ; gpg la demande encore une fois. Vous seul pouvez lire le fichier.</translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <extracomment>Label of the field for the recovery kit&apos;s file</extracomment>
        <translation>Kit de récupération</translation>
    </message>
    <message>
        <source>Save a recovery kit</source>
        <extracomment>Button that writes the recovery kit</extracomment>
        <translation>Enregistrer un kit de récupération</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <extracomment>Name of the button that closes an error banner</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Hide details</source>
        <extracomment>Button that unfolds or folds the technical details of an error</extracomment>
        <translation>Masquer les détails</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
</context>
<context>
    <name>BeginningSettings</name>
    <message>
        <source>You can change this at any time in the settings.</source>
        <extracomment>Below a few settings on a setup screen</extracomment>
        <translation>Vous pourrez changer cela à tout moment dans les réglages.</translation>
    </message>
</context>
<context>
    <name>BulkPane</name>
    <message>
        <source>Chosen secrets</source>
        <extracomment>Accessible name of the part that works on several secrets</extracomment>
        <translation>Secrets choisis</translation>
    </message>
    <message>
        <source>What you do here is done to all of them.</source>
        <extracomment>Below how many secrets are chosen</extracomment>
        <translation>Ce que vous faites ici s’applique à tous.</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Button: gives people access to several secrets</extracomment>
        <translation>Partager…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Button: moves several secrets</extracomment>
        <translation>Déplacer vers…</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <extracomment>Button: gives several secrets a star</extracomment>
        <translation>Ajouter aux favoris</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <extracomment>Button: takes the star of several secrets away</extracomment>
        <translation>Retirer des favoris</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Button: deletes several secrets after a question</extracomment>
        <translation>Supprimer…</translation>
    </message>
</context>
<context>
    <name>BulkShareSheet</name>
    <message>
        <source>They get access to all of them. Who has access already keeps it, with the greater of two rights.</source>
        <extracomment>Under the heading of a question who gets access to several secrets</extracomment>
        <translation>L’accès porte sur tous ces secrets. Qui a déjà accès le conserve, avec le plus étendu des deux droits.</translation>
    </message>
    <message>
        <source>Add somebody first.</source>
        <extracomment>Beside a button that cannot be pressed before people or groups were added</extracomment>
        <translation>Ajoutez d’abord quelqu’un.</translation>
    </message>
    <message>
        <source>Share: %1</source>
        <extracomment>Heading. %1 is for example &quot;3 secrets chosen&quot;</extracomment>
        <translation>Partager : %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>Vérifier…</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>Ajouter des personnes ou des groupes</translation>
    </message>
    <message>
        <source>Who gets access</source>
        <extracomment>Accessible name of the list of who gets access</extracomment>
        <translation>Qui obtient l’accès</translation>
    </message>
</context>
<context>
    <name>CertificateBody</name>
    <message>
        <source>Issued by</source>
        <extracomment>Label of the name of who signed a certificate</extracomment>
        <translation>Émis par</translation>
    </message>
    <message>
        <source>Hide fingerprints and chain</source>
        <extracomment>Button that unfolds or folds the fingerprints, the chain and so on of a certificate</extracomment>
        <translation>Masquer les empreintes et la chaîne</translation>
    </message>
    <message>
        <source>Fingerprints and chain</source>
        <translation>Empreintes et chaîne</translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>Label of the kind and size of a certificate&apos;s key</extracomment>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Signature</source>
        <extracomment>Label of the way a certificate was signed</extracomment>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Serial number</source>
        <extracomment>Label of the serial number of a certificate</extracomment>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Chain</source>
        <extracomment>Label above the certificates of a chain</extracomment>
        <translation>Chaîne</translation>
    </message>
    <message>
        <source>Chain of certificates</source>
        <extracomment>Accessible name of the list of certificates that signed each other</extracomment>
        <translation>Chaîne de certificats</translation>
    </message>
</context>
<context>
    <name>CertificateFindings</name>
    <message>
        <source>A server cannot use them together. Look for the key it was asked for with.</source>
        <extracomment>What to do about a private key of another certificate.</extracomment>
        <translation>Un serveur ne peut pas les utiliser ensemble. Cherchez la clé avec laquelle le certificat a été demandé.</translation>
    </message>
    <message>
        <source>The private key does not belong to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>La clé privée ne correspond pas à ce certificat.</translation>
    </message>
    <message>
        <source>The private key is that of “%1”, further up the chain.</source>
        <extracomment>About a certificate and the private key beside it. %1 is another certificate&apos;s name.</extracomment>
        <translation>La clé privée est celle de « %1 », plus haut dans la chaîne.</translation>
    </message>
    <message>
        <source>The private key belongs to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>La clé privée correspond à ce certificat.</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>La clé privée est protégée par une phrase de passe.</translation>
    </message>
    <message>
        <source>With the passphrase beside it, it is compared with the certificate.</source>
        <extracomment>What to do about a protected private key.</extracomment>
        <translation>Si la phrase de passe figure à côté, la clé est comparée au certificat.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>La phrase de passe n’ouvre pas la clé privée.</translation>
    </message>
    <message>
        <source>The private key cannot be read.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>La clé privée ne peut pas être lue.</translation>
    </message>
    <message>
        <source>Take all of its text, from the line BEGIN PRIVATE KEY to the line END PRIVATE KEY.</source>
        <extracomment>What to do about a text that is no private key. BEGIN … and END … are lines of such a text.</extracomment>
        <translation>Prenez tout son texte, de la ligne BEGIN PRIVATE KEY à la ligne END PRIVATE KEY.</translation>
    </message>
    <message>
        <source>A private key of this kind cannot be checked here.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Une clé privée de ce type ne peut pas être vérifiée ici.</translation>
    </message>
    <message>
        <source>“%1” has the name of the issuer, but did not sign “%2”.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>« %1 » porte le nom de l’émetteur, mais n’a pas signé « %2 ».</translation>
    </message>
    <message>
        <source>It may be an older or newer certificate of the same authority.</source>
        <extracomment>What to do about an issuer that did not sign.</extracomment>
        <translation>Il s’agit peut-être d’un certificat plus ancien ou plus récent de la même autorité.</translation>
    </message>
    <message>
        <source>“%1” signed “%2”, but is not meant to sign others.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>« %1 » a signé « %2 », mais n’est pas destiné à signer d’autres certificats.</translation>
    </message>
    <message>
        <source>The signature of “%1” cannot be checked here.</source>
        <extracomment>About a chain of certificates. %1 is the name of one.</extracomment>
        <translation>La signature de « %1 » ne peut pas être vérifiée ici.</translation>
    </message>
    <message>
        <source>It has signed itself.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Il est autosigné.</translation>
    </message>
    <message>
        <source>Programs trust it only where somebody told them to.</source>
        <extracomment>What it means that a certificate has signed itself.</extracomment>
        <translation>Les programmes ne lui font confiance que là où quelqu’un le leur a demandé.</translation>
    </message>
    <message>
        <source>The chain is complete, up to “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of its last one.</extracomment>
        <translation>La chaîne est complète, jusqu’à « %1 ».</translation>
    </message>
    <message>
        <source>The certificate of its issuer, “%1”, is missing.</source>
        <extracomment>About a certificate that came without its chain. %1 is the issuer&apos;s name.</extracomment>
        <translation>Le certificat de son émetteur, « %1 », manque.</translation>
    </message>
    <message>
        <source>Servers usually need it. The issuer offers it as the chain or bundle.</source>
        <extracomment>What to do about a missing issuer.</extracomment>
        <translation>Les serveurs en ont généralement besoin. L’émetteur le propose sous le nom de chaîne ou de « bundle ».</translation>
    </message>
    <message>
        <source>The chain ends below “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer that is not part of it.</extracomment>
        <translation>La chaîne s’arrête juste avant « %1 ».</translation>
    </message>
    <message>
        <source>That is fine when it is a root: programs have those themselves.</source>
        <extracomment>What it means that a chain ends there.</extracomment>
        <translation>C’est normal s’il s’agit d’une racine : les programmes en disposent déjà.</translation>
    </message>
    <message>
        <source>The certificates are out of order.</source>
        <extracomment>About a chain of certificates.</extracomment>
        <translation>Les certificats ne sont pas dans l’ordre.</translation>
    </message>
    <message>
        <source>First comes the certificate itself, then the issuer of each.</source>
        <extracomment>What the order of certificates is.</extracomment>
        <translation>Le certificat lui-même vient d’abord, puis, chaque fois, l’émetteur du précédent.</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) here belong to none of the others.</source>
        <extracomment>About several certificates in one text. %n is how many are no part of the chain.</extracomment>
        <translation>
            <numerusform>%n certificat présent ici ne se rattache à aucun des autres.</numerusform>
            <numerusform>%n certificats présents ici ne se rattachent à aucun des autres.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer, %2 a sentence such as &quot;Expires tomorrow&quot;.</extracomment>
        <translation>« %1 » : %2</translation>
    </message>
    <message>
        <source>Its key or its signature is too weak for today.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Sa clé ou sa signature est trop faible au regard des exigences actuelles.</translation>
    </message>
    <message>
        <source>MD5, SHA-1 and RSA keys below 2048 bits are refused by most programs.</source>
        <extracomment>What it means that a certificate is weak: MD5 and SHA-1 are ways to sign.</extracomment>
        <translation>MD5, SHA-1 et les clés RSA de moins de 2048 bits sont refusés par la plupart des programmes.</translation>
    </message>
    <message>
        <source>The names it is for cannot be read.</source>
        <extracomment>About a certificate: the names of the hosts it is for.</extracomment>
        <translation>Les noms pour lesquels il est valable ne peuvent pas être lus.</translation>
    </message>
    <message>
        <source>It is an authority: it may sign other certificates.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>C’est une autorité : il peut signer d’autres certificats.</translation>
    </message>
    <message>
        <source>Not part of the chain</source>
        <extracomment>Below a certificate in a list: it is not part of the chain.</extracomment>
        <translation>Ne fait pas partie de la chaîne</translation>
    </message>
    <message>
        <source>Did not sign the one before it</source>
        <extracomment>Below a certificate in a list: the issuer of the one before it.</extracomment>
        <translation>N’a pas signé le précédent</translation>
    </message>
</context>
<context>
    <name>CertificateHelper</name>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.p12 *.pfx)</source>
        <extracomment>Entry of the file type list in a certificate&apos;s file dialog</extracomment>
        <translation>Certificats (*.pem *.crt *.cer *.der *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>PEM, DER or PKCS#12, with its chain and key. Dropping it on the form works too.</source>
        <extracomment>Help under the field for a certificate&apos;s file</extracomment>
        <translation>PEM, DER ou PKCS#12, avec sa chaîne et sa clé. Vous pouvez aussi le déposer sur le formulaire.</translation>
    </message>
    <message>
        <source>From a file</source>
        <extracomment>Label of the field for a certificate&apos;s file</extracomment>
        <translation>Depuis un fichier</translation>
    </message>
    <message>
        <source>Put in order</source>
        <extracomment>Button: sorts the certificates of a chain</extracomment>
        <translation>Remettre en ordre</translation>
    </message>
    <message>
        <source>Expires with the certificate, %1</source>
        <extracomment>Button: the secret expires on the day its certificate does. %1 is that day, such as 2027-03-31</extracomment>
        <translation>Expire avec le certificat, le %1</translation>
    </message>
</context>
<context>
    <name>CertificateLine</name>
    <message>
        <source>%1: %2</source>
        <extracomment>What a screen reader says of a part of a certificate. %1 is its label, such as Issuer, %2 what it says</extracomment>
        <translation>%1 : %2</translation>
    </message>
</context>
<context>
    <name>CertificatePassword</name>
    <message>
        <source>Password of %1</source>
        <extracomment>Label of the field for a file&apos;s password. %1 is the file&apos;s name</extracomment>
        <translation>Mot de passe du fichier %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a file with the password beside it</extracomment>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: does without a file that has a password</extracomment>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>CertificateTexts</name>
    <message>
        <source>This is not a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>Ce n’est pas un certificat.</translation>
    </message>
    <message>
        <source>It should have a line BEGIN CERTIFICATE, or be a file in DER or PKCS#12.</source>
        <extracomment>What a certificate looks like. BEGIN CERTIFICATE is a line of it.</extracomment>
        <translation>Il devrait comporter une ligne BEGIN CERTIFICATE, ou être un fichier DER ou PKCS#12.</translation>
    </message>
    <message>
        <source>This is a request for a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>C’est une demande de certificat.</translation>
    </message>
    <message>
        <source>Send it to the authority; the certificate is what comes back.</source>
        <extracomment>What to do about a request in the place of a certificate.</extracomment>
        <translation>Envoyez-la à l’autorité ; le certificat est ce que vous recevrez en retour.</translation>
    </message>
    <message>
        <source>This is a private key without its certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>C’est une clé privée sans son certificat.</translation>
    </message>
    <message>
        <source>The certificate is damaged.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>Le certificat est endommagé.</translation>
    </message>
    <message>
        <source>A part is missing or altered. Take it anew, from BEGIN to END.</source>
        <extracomment>What to do about a damaged certificate. BEGIN and END are lines of it.</extracomment>
        <translation>Une partie manque ou a été altérée. Reprenez-le en entier, de BEGIN à END.</translation>
    </message>
    <message>
        <source>There is more here than a chain of certificates.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>Il y a ici plus qu’une chaîne de certificats.</translation>
    </message>
    <message>
        <source>Up to 32 certificates are read, of 64 KiB each.</source>
        <extracomment>What the limits are.</extracomment>
        <translation>Coffret lit au plus 32 certificats, de 64 Kio chacun.</translation>
    </message>
    <message>
        <source>The file is protected by a password.</source>
        <extracomment>About a file.</extracomment>
        <translation>Le fichier est protégé par un mot de passe.</translation>
    </message>
    <message>
        <source>The password does not open the file.</source>
        <extracomment>About a file.</extracomment>
        <translation>Le mot de passe n’ouvre pas le fichier.</translation>
    </message>
    <message>
        <source>The file is protected in a way that is not supported.</source>
        <extracomment>About a file.</extracomment>
        <translation>Le fichier est protégé d’une manière qui n’est pas prise en charge.</translation>
    </message>
    <message>
        <source>Export it again with another program, or as PEM.</source>
        <extracomment>What to do about such a file.</extracomment>
        <translation>Exportez-le à nouveau avec un autre programme, ou en PEM.</translation>
    </message>
    <message>
        <source>Not valid before %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Non valide avant le %1</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Valide jusqu’au %1</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Expiré le %1</translation>
    </message>
    <message>
        <source>Its dates cannot be read</source>
        <extracomment>About a certificate: the times between which it is valid make no sense.</extracomment>
        <translation>Ses dates ne peuvent pas être lues</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A day, as Qt&apos;s date formats write it: 3 Mar 2027.</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n bits</source>
        <extracomment>A kind of key and its size. %1 is the kind, such as RSA; %n the size.</extracomment>
        <translation>
            <numerusform>%1, %n bit</numerusform>
            <numerusform>%1, %n bits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChainRow</name>
    <message>
        <source>%1: %3, %2</source>
        <extracomment>What a screen reader says of a certificate in a chain. %1 is its place, %2 a sentence about it, %3 its name</extracomment>
        <translation>%1 : %3, %2</translation>
    </message>
</context>
<context>
    <name>CharacterOptions</name>
    <message>
        <source>Length</source>
        <extracomment>Label: how many characters a new password has</extracomment>
        <translation>Longueur</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Label above the kinds of characters a new password is made of</extracomment>
        <translation>Caractères</translation>
    </message>
    <message>
        <source>No 0 O 1 I l or |, for passwords that are read out or typed.</source>
        <extracomment>Below the choice to leave out look-alikes; the characters are examples</extracomment>
        <translation>Sans 0 O 1 I l ni |, pour les mots de passe dictés ou saisis à la main.</translation>
    </message>
    <message>
        <source>Leave out look-alikes</source>
        <extracomment>A choice for new passwords: characters that are easily taken for each other</extracomment>
        <translation>Éviter les caractères qui se ressemblent</translation>
    </message>
</context>
<context>
    <name>CheckOutCard</name>
    <message>
        <source>Check-out</source>
        <extracomment>Accessible name of the part that says whether a secret is checked out</extracomment>
        <translation>Emprunt</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Ouvrir la page web</translation>
    </message>
    <message>
        <source>Request access…</source>
        <extracomment>Button: opens the form that asks for access to a secret</extracomment>
        <translation>Demander l’accès…</translation>
    </message>
    <message>
        <source>Check out</source>
        <extracomment>Button: takes a lent secret for oneself</extracomment>
        <translation>Emprunter</translation>
    </message>
    <message>
        <source>Give back</source>
        <extracomment>Button: gives a lent secret back before its time is over</extracomment>
        <translation>Rendre</translation>
    </message>
    <message>
        <source>Look again</source>
        <extracomment>Button: asks the server whether somebody has decided meanwhile</extracomment>
        <translation>Vérifier à nouveau</translation>
    </message>
</context>
<context>
    <name>CheckOutTexts</name>
    <message>
        <source>Only one person can have it at a time.</source>
        <extracomment>Below the state of a secret whose value is lent.</extracomment>
        <translation>Une seule personne à la fois peut l’avoir.</translation>
    </message>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>State of a secret whose value is lent, then what to do.</extracomment>
        <translation>L’accès doit d’abord être approuvé</translation>
    </message>
    <message>
        <source>Ask for it and say why. Somebody decides, then you can see the value.</source>
        <translation>Demandez-le en indiquant pourquoi. Quelqu’un décide, puis vous pouvez voir la valeur.</translation>
    </message>
    <message>
        <source>Available to check out</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Disponible à l’emprunt</translation>
    </message>
    <message>
        <source>Approved from %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Approuvé à partir de %1</translation>
    </message>
    <message>
        <source>It can be seen from then on until %1.</source>
        <extracomment>Below the state above. %1 is a moment.</extracomment>
        <translation>La valeur sera visible à partir de ce moment et jusqu’à %1.</translation>
    </message>
    <message>
        <source>Access is approved</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>L’accès est approuvé</translation>
    </message>
    <message>
        <source>You can see its value.</source>
        <translation>Vous pouvez voir sa valeur.</translation>
    </message>
    <message>
        <source>Shared with you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.
----------
In a list. %1 is a moment.</extracomment>
        <translation>Partagé avec vous jusqu’à %1</translation>
    </message>
    <message>
        <source>You can see its value until then.</source>
        <translation>Vous pouvez voir sa valeur d’ici là.</translation>
    </message>
    <message>
        <source>Checked out by you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Emprunté par vous jusqu’à %1</translation>
    </message>
    <message>
        <source>Checked out by you</source>
        <extracomment>State of a secret whose value is lent.
----------
In a list: the user has it checked out.</extracomment>
        <translation>Emprunté par vous</translation>
    </message>
    <message>
        <source>Not from here, so locking does not give it back.</source>
        <extracomment>Below the state above: another program did it.</extracomment>
        <translation>Pas depuis Coffret : le verrouillage ne le rend donc pas.</translation>
    </message>
    <message>
        <source>It could not be given back the last time. Try again.</source>
        <extracomment>Below the state above: the server could not be told that it is given back.</extracomment>
        <translation>La dernière fois, il n’a pas pu être rendu. Réessayez.</translation>
    </message>
    <message>
        <source>Your access was taken back</source>
        <extracomment>State of a secret whose value is lent: somebody ended it.</extracomment>
        <translation>Votre accès a été retiré</translation>
    </message>
    <message>
        <source>Its value is no longer shown.</source>
        <translation>Sa valeur n’est plus affichée.</translation>
    </message>
    <message>
        <source>Your access ended at %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Votre accès a pris fin à %1</translation>
    </message>
    <message>
        <source>Your access has ended</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Votre accès a pris fin</translation>
    </message>
    <message>
        <source>Access requested</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Accès demandé</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>Personne n’a encore décidé.</translation>
    </message>
    <message>
        <source>Nobody has decided yet. You wrote: %1</source>
        <translation>Personne n’a encore décidé. Vous avez écrit : %1</translation>
    </message>
    <message>
        <source>Your request was turned down</source>
        <extracomment>State of a secret whose value is lent, then what was answered.</extracomment>
        <translation>Votre demande a été refusée</translation>
    </message>
    <message>
        <source>No reason was given.</source>
        <translation>Aucun motif n’a été indiqué.</translation>
    </message>
    <message>
        <source>You gave it back</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Vous l’avez rendu</translation>
    </message>
    <message>
        <source>Somebody else has it</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Quelqu’un d’autre l’a emprunté</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>%1 l’a emprunté</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>Une seule personne à la fois peut l’avoir. Réessayez quand il aura été rendu.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>Countdown. %1 is minutes and seconds, for example &quot;4:32&quot;.</extracomment>
        <translation>encore %1</translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <extracomment>Countdown in minutes.</extracomment>
        <translation>
            <numerusform>encore %n min</numerusform>
            <numerusform>encore %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <extracomment>Countdown. %1 is hours, %2 minutes.</extracomment>
        <translation>encore %1 h %2 min</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A moment. %1 is a day, %2 a time of day.</extracomment>
        <translation>%2 le %1</translation>
    </message>
    <message>
        <source>Checked out, %1</source>
        <extracomment>In a list: the user has it checked out. %1 is how long still, for example &quot;43 min left&quot;.</extracomment>
        <translation>Emprunté, %1</translation>
    </message>
    <message>
        <source>No longer shared with you</source>
        <extracomment>In a list: the time for which it was shared with the user is over.</extracomment>
        <translation>N’est plus partagé avec vous</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) checked out</source>
        <extracomment>In the tray. %n is how many secrets the user has at present.</extracomment>
        <translation>
            <numerusform>%n secret emprunté</numerusform>
            <numerusform>%n secrets empruntés</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <extracomment>%1 is the sentence above for one secret, %2 a moment.</extracomment>
        <translation>%1 jusqu’à %2</translation>
    </message>
    <message>
        <source>%1, the first until %2</source>
        <extracomment>%1 is the sentence above for several secrets, %2 a moment.</extracomment>
        <translation>%1, le premier jusqu’à %2</translation>
    </message>
    <message>
        <source>This server takes no requests from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Ce serveur n’accepte pas de demande d’ici.</translation>
    </message>
    <message>
        <source>Ask for access on its web page, then look again.</source>
        <translation>Demandez l’accès sur sa page web, puis vérifiez à nouveau.</translation>
    </message>
    <message>
        <source>This server lets nothing be checked out from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Ce serveur ne permet aucun emprunt d’ici.</translation>
    </message>
    <message>
        <source>Check the secret out on its web page, then look again.</source>
        <translation>Empruntez le secret sur sa page web, puis vérifiez à nouveau.</translation>
    </message>
    <message>
        <source>This server takes nothing back from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Ce serveur ne reprend aucun secret d’ici.</translation>
    </message>
    <message>
        <source>Give the secret back on its web page.</source>
        <translation>Rendez le secret sur sa page web.</translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>Secrets stay on your server. Coffret opens one only when you ask for it.</source>
        <extracomment>Sentence under the heading of the first screen</extracomment>
        <translation>Les secrets restent sur votre serveur. Coffret n’en ouvre un que lorsque vous le demandez.</translation>
    </message>
    <message>
        <source>Where are your secrets?</source>
        <extracomment>Heading of the first screen</extracomment>
        <translation>Où sont vos secrets ?</translation>
    </message>
    <message>
        <source>Server address and your OpenPGP key</source>
        <extracomment>What is needed to sign in to Passbolt</extracomment>
        <translation>Adresse du serveur et votre clé OpenPGP</translation>
    </message>
    <message>
        <source>Passbolt</source>
        <extracomment>Name of the service Passbolt</extracomment>
        <translation>Passbolt</translation>
    </message>
    <message>
        <source>Appliance address and an access token</source>
        <extracomment>What is needed to sign in to Fudo Enterprise</extracomment>
        <translation>Adresse de l’équipement et jeton d’accès</translation>
    </message>
    <message>
        <source>Fudo Enterprise</source>
        <extracomment>Name of the service Fudo Enterprise UAG</extracomment>
        <translation>Fudo Enterprise</translation>
    </message>
    <message>
        <source>Access tokens and the apps to show</source>
        <extracomment>What is needed to sign in to CommandK</extracomment>
        <translation>Jetons d’accès et applications à afficher</translation>
    </message>
    <message>
        <source>CommandK</source>
        <extracomment>Name of the service CommandK</extracomment>
        <translation>CommandK</translation>
    </message>
    <message>
        <source>Invited to Passbolt?</source>
        <extracomment>Beside the buttons for what a Passbolt server hands out</extracomment>
        <translation>Vous avez une invitation Passbolt ?</translation>
    </message>
    <message>
        <source>Use an account kit</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Utiliser un kit de compte</translation>
    </message>
    <message>
        <source>Paste a link from an e-mail</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Coller un lien reçu par e-mail</translation>
    </message>
    <message>
        <source>Nothing to sign in to yet? The demo vault runs on this computer and leaves nothing behind.</source>
        <extracomment>Beside the button that starts the demo vault</extracomment>
        <translation>Pas encore de compte ? Le coffre de démonstration fonctionne sur cet ordinateur et n’y laisse rien.</translation>
    </message>
    <message>
        <source>Try the demo vault</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Essayer le coffre de démonstration</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Start on an embedded demo vault; nothing is kept.</source>
        <translation>Démarrer avec un coffre de démonstration intégré ; rien n’est conservé.</translation>
    </message>
    <message>
        <source>Show the quick lookup.</source>
        <translation>Afficher la recherche rapide.</translation>
    </message>
    <message>
        <source>Start in the system tray.</source>
        <translation>Démarrer dans la zone de notification.</translation>
    </message>
    <message>
        <source>Tour the program by itself, save pictures to &lt;folder&gt;, quit.</source>
        <translation>Parcourir le programme automatiquement, enregistrer des images dans &lt;dossier&gt;, puis quitter.</translation>
    </message>
    <message>
        <source>With --demo: hide revealed values after &lt;seconds&gt;.</source>
        <translation>Avec --demo : masquer les valeurs affichées après &lt;secondes&gt; secondes.</translation>
    </message>
    <message>
        <source>With --demo: clear the clipboard after &lt;seconds&gt;.</source>
        <translation>Avec --demo : vider le presse-papiers après &lt;secondes&gt; secondes.</translation>
    </message>
    <message>
        <source>Desktop password manager for team vaults</source>
        <translation>Application de bureau pour gérer les mots de passe des coffres d’équipe</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>Afficher cette aide et quitter.</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>Argument inattendu : %1</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>dossier</translation>
    </message>
    <message>
        <source>Show every control in every state, for developers.</source>
        <translation>Afficher tous les éléments d’interface dans tous leurs états, pour les développeurs.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>secondes</translation>
    </message>
    <message>
        <source>Speak &lt;code&gt;, for example de; en-XA and ar-XB show what a translation would do to the interface.</source>
        <translation>Utiliser la langue &lt;code&gt;, par exemple de ; en-XA et ar-XB montrent ce qu’une traduction ferait de l’interface.</translation>
    </message>
    <message>
        <source>code</source>
        <translation>code</translation>
    </message>
    <message>
        <source>Use the settings and keys called &lt;name&gt;, or those in a folder where there is a slash in it.</source>
        <translation>Utiliser les réglages et les clés appelés &lt;nom&gt;, ou ceux d’un dossier si le nom contient une barre oblique.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>Show the window, of the program that runs.</source>
        <translation>Afficher la fenêtre du programme en cours d’exécution.</translation>
    </message>
    <message>
        <source>Lock the program that runs; where none does, nothing happens.</source>
        <translation>Verrouiller le programme en cours d’exécution ; s’il n’y en a pas, rien ne se passe.</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <translation>Ce n’est pas un nom de profil : %1</translation>
    </message>
    <message>
        <source>Commands for the running program: get, list, otp and exec. &quot;%1 get --help&quot; says more.</source>
        <translation>Commandes pour le programme en cours d’exécution : get, list, otp et exec. « %1 get --help » en dit plus.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <extracomment>Name of the command palette</extracomment>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Command or place</source>
        <extracomment>Name of the field in the command palette</extracomment>
        <translation>Commande ou emplacement</translation>
    </message>
    <message>
        <source>What to do, or where to go</source>
        <extracomment>In the empty field of the command palette</extracomment>
        <translation>Que faire, ou où aller</translation>
    </message>
</context>
<context>
    <name>CommentRow</name>
    <message>
        <source>Answer %1</source>
        <extracomment>Name of the button on a comment. %1 is its author</extracomment>
        <translation>Répondre à %1</translation>
    </message>
    <message>
        <source>Change comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>Modifier le commentaire</translation>
    </message>
    <message>
        <source>Delete comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>Supprimer le commentaire</translation>
    </message>
    <message>
        <source>Delete this comment?</source>
        <extracomment>Question before a comment is deleted</extracomment>
        <translation>Supprimer ce commentaire ?</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>Conserver</translation>
    </message>
</context>
<context>
    <name>CommentsPane</name>
    <message>
        <source>Comments</source>
        <extracomment>Accessible name of the part that shows what people say about a secret</extracomment>
        <translation>Commentaires</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Comments are not encrypted: never write a password here.</source>
        <extracomment>Above the comments on a secret</extracomment>
        <translation>Les commentaires ne sont pas chiffrés : n’y écrivez jamais de mot de passe.</translation>
    </message>
    <message>
        <source>Nobody has said anything yet.</source>
        <extracomment>In place of comments on a secret</extracomment>
        <translation>Personne n’a encore rien écrit.</translation>
    </message>
    <message>
        <source>Give up</source>
        <extracomment>Name of the button that gives up an answer or a change of a comment</extracomment>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <extracomment>Label of the field for a comment</extracomment>
        <translation>Écrire un commentaire</translation>
    </message>
    <message>
        <source>Save comment</source>
        <extracomment>Button: sends a comment, or the change of one</extracomment>
        <translation>Enregistrer le commentaire</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commenter</translation>
    </message>
</context>
<context>
    <name>ComparisonGrid</name>
    <message>
        <source>Names and environments</source>
        <extracomment>Accessible name of the grid of names and environments</extracomment>
        <translation>Noms et environnements</translation>
    </message>
</context>
<context>
    <name>ComparisonSheet</name>
    <message>
        <source>Comparing values fetches all of them. None is shown or kept.</source>
        <extracomment>Below a comparison, beside the button that compares values</extracomment>
        <translation>Pour comparer les valeurs, Coffret les récupère toutes. Aucune n’est affichée ni conservée.</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Compare again</source>
        <extracomment>Buttons: find out which environments hold the same values, for the first time or once more</extracomment>
        <translation>Comparer à nouveau</translation>
    </message>
    <message>
        <source>Compare values</source>
        <translation>Comparer les valeurs</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Find a name</source>
        <extracomment>Label of the field that narrows a comparison</extracomment>
        <translation>Chercher un nom</translation>
    </message>
    <message>
        <source>Only differences</source>
        <extracomment>Check box: leaves out names that are the same everywhere</extracomment>
        <translation>Différences uniquement</translation>
    </message>
    <message>
        <source>Looking at the environments…</source>
        <extracomment>In place of a comparison, while it is made</extracomment>
        <translation>Examen des environnements…</translation>
    </message>
</context>
<context>
    <name>ConfirmCopyBar</name>
    <message>
        <source>Copy anyway</source>
        <extracomment>Button: copies a value whose signature is missing or not expected</extracomment>
        <translation>Copier quand même</translation>
    </message>
    <message>
        <source>Do not copy</source>
        <extracomment>Button: does not copy</extracomment>
        <translation>Ne pas copier</translation>
    </message>
</context>
<context>
    <name>ConflictHeading</name>
    <message>
        <source>Yours, not saved</source>
        <extracomment>Above a column: the version in the form</extracomment>
        <translation>La vôtre, non enregistrée</translation>
    </message>
    <message>
        <source>On the server</source>
        <extracomment>Above a column: the version on the server</extracomment>
        <translation>Sur le serveur</translation>
    </message>
</context>
<context>
    <name>ConflictRow</name>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a difference between two versions. %1 is the field&apos;s label</extracomment>
        <translation>Masquer : %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Afficher : %1</translation>
    </message>
</context>
<context>
    <name>ConflictSide</name>
    <message>
        <source>empty</source>
        <extracomment>In place of a value that one of two versions does not have</extracomment>
        <translation>vide</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Somebody else saved first</source>
        <extracomment>Heading: somebody else saved the same secret meanwhile</extracomment>
        <translation>Quelqu’un d’autre a enregistré avant vous</translation>
    </message>
    <message>
        <source>“%1” was changed on the server after you began. Nothing of yours was saved yet, and nothing is lost. This is what differs:</source>
        <extracomment>Under the heading. %1 is the name of a secret</extracomment>
        <translation>« %1 » a été modifié sur le serveur depuis que vous avez commencé. Rien de votre version n’est encore enregistré, et rien n’est perdu. Voici les différences :</translation>
    </message>
    <message>
        <source>Both versions read the same.</source>
        <extracomment>In place of the differences between two versions</extracomment>
        <translation>Les deux versions sont identiques à la lecture.</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <extracomment>Button: saves the user&apos;s version over the one on the server</extracomment>
        <translation>Remplacer par la mienne</translation>
    </message>
    <message>
        <source>Take the server&apos;s version</source>
        <extracomment>Button: gives up the user&apos;s version</extracomment>
        <translation>Prendre celle du serveur</translation>
    </message>
    <message>
        <source>Back to writing</source>
        <extracomment>Button: back to the form</extracomment>
        <translation>Reprendre la saisie</translation>
    </message>
</context>
<context>
    <name>ControlCommand</name>
    <message>
        <source>Coffret is not running.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret n’est pas en cours d’exécution.</translation>
    </message>
    <message>
        <source>Coffret did not answer in time.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret n’a pas répondu à temps.</translation>
    </message>
    <message>
        <source>The Coffret that runs is of another version. Start it again.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Le Coffret en cours d’exécution est d’une autre version. Redémarrez-le.</translation>
    </message>
    <message>
        <source>This is not safe, so nothing was asked: %1.</source>
        <extracomment>In a terminal. %1 says which folder it is, and why.</extracomment>
        <translation>Ce n’est pas sûr, rien n’a donc été demandé : %1.</translation>
    </message>
    <message>
        <source>Coffret cannot be asked (%1).</source>
        <extracomment>In a terminal. %1 is technical.</extracomment>
        <translation>Coffret ne peut pas être interrogé (%1).</translation>
    </message>
    <message>
        <source>Coffret did not do that.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret ne l’a pas fait.</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2</source>
        <extracomment>In a terminal. %1 is a command, %2 says why.</extracomment>
        <translation>%1 ne peut pas être exécuté : %2</translation>
    </message>
    <message>
        <source>%1, line %2: not NAME=VALUE</source>
        <extracomment>In a terminal. %1 is a file, %2 the number of a line.</extracomment>
        <translation>%1, ligne %2 : pas de la forme NOM=VALEUR</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <extracomment>In a terminal. %1 is a file.</extracomment>
        <translation>%1 ne peut pas être lu.</translation>
    </message>
    <message>
        <source>%1 is no coffret://ACCOUNT/PATH/FIELD</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>%1 n’est pas de la forme coffret://ACCOUNT/PATH/FIELD</translation>
    </message>
    <message>
        <source>More than %1 values at once</source>
        <extracomment>In a terminal. %1 is a number.</extracomment>
        <translation>Plus de %1 valeurs à la fois</translation>
    </message>
    <message>
        <source>The value for %1 cannot stand in an environment.</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>La valeur de %1 ne peut pas figurer dans une variable d’environnement.</translation>
    </message>
    <message>
        <source>The output cannot be written.</source>
        <extracomment>In a terminal</extracomment>
        <translation>La sortie ne peut pas être écrite.</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>Afficher cette aide et quitter.</translation>
    </message>
    <message>
        <source>Ask the program that runs on this profile.</source>
        <translation>Interroger le programme qui s’exécute avec ce profil.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>Unlock Coffret first where it is locked.</source>
        <translation>Déverrouiller d’abord Coffret s’il est verrouillé.</translation>
    </message>
    <message>
        <source>Take values that nobody vouches for.</source>
        <translation>Accepter les valeurs dont personne ne se porte garant.</translation>
    </message>
    <message>
        <source>Write JSON.</source>
        <translation>Écrire du JSON.</translation>
    </message>
    <message>
        <source>Take variables from &lt;file&gt;, too.</source>
        <translation>Prendre aussi des variables dans &lt;fichier&gt;.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>fichier</translation>
    </message>
    <message>
        <source>Account, folders and name with slashes between them, or the end of that.</source>
        <translation>Compte, dossiers et nom séparés par des barres obliques, ou la fin de l’ensemble.</translation>
    </message>
    <message>
        <source>Writes a value of a secret.</source>
        <translation>Écrit une valeur d’un secret.</translation>
    </message>
    <message>
        <source>Which value: the main one without it.</source>
        <translation>Quelle valeur ; la valeur principale si rien n’est indiqué.</translation>
    </message>
    <message>
        <source>Writes the paths of the secrets, or of those below one path.</source>
        <translation>Écrit les chemins des secrets, ou de ceux situés sous un chemin.</translation>
    </message>
    <message>
        <source>Writes the one-time code of a secret.</source>
        <translation>Écrit le code à usage unique d’un secret.</translation>
    </message>
    <message>
        <source>Runs a command, with the values of secrets in its environment where there is coffret://ACCOUNT/PATH/FIELD.</source>
        <translation>Exécute une commande, avec les valeurs de secrets dans les variables d’environnement qui contiennent coffret://ACCOUNT/PATH/FIELD.</translation>
    </message>
    <message>
        <source>What to run, behind two hyphens.</source>
        <translation>Ce qui est exécuté, après deux tirets.</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <extracomment>In a terminal. %1 is what stands behind --profile.</extracomment>
        <translation>Ce n’est pas un nom de profil : %1</translation>
    </message>
    <message>
        <source>That is not how it is called; see coffret %1 --help</source>
        <extracomment>In a terminal. %1 is the name of a command.</extracomment>
        <translation>La commande ne s’utilise pas ainsi ; voir coffret %1 --help</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>Copy as KEY=value</source>
        <extracomment>Menu: copies a secret as a line of a .env file; KEY=value stays as it is</extracomment>
        <translation>Copier sous la forme KEY=value</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>Copier comme ligne export</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>Copier en JSON</translation>
    </message>
</context>
<context>
    <name>CurrentValue</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>Laisser affiché</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Names of the button that shows or hides the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>Masquer : %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Afficher : %1</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>Copier : %1</translation>
    </message>
    <message>
        <source>Set value…</source>
        <extracomment>Button: sets the value of a name in environments to choose</extracomment>
        <translation>Définir la valeur…</translation>
    </message>
</context>
<context>
    <name>CustomKindRow</name>
    <message>
        <source>Password</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Oui ou non</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>What a field of one&apos;s own holds: an address</extracomment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Holds: %1</source>
        <extracomment>Accessible name of the button that says what a field of one&apos;s own holds. %1 is that</extracomment>
        <translation>Contenu : %1</translation>
    </message>
    <message>
        <source>Protected</source>
        <extracomment>A field of one&apos;s own: its value is among the protected ones</extracomment>
        <translation>Protégé</translation>
    </message>
    <message>
        <source>Seen by everyone who may list the secret</source>
        <extracomment>Beside the box &quot;Protected&quot; when it is not ticked</extracomment>
        <translation>Visible par tous ceux qui voient ce secret dans une liste</translation>
    </message>
</context>
<context>
    <name>DatabasePassword</name>
    <message>
        <source>Nobody can open the database without it, and it cannot be asked for again.</source>
        <extracomment>Help below the password of a database that is made</extracomment>
        <translation>Sans lui, personne ne peut ouvrir la base, et il ne peut être redemandé nulle part.</translation>
    </message>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a database that is made</extracomment>
        <translation>Mot de passe de la base</translation>
    </message>
    <message>
        <source>The same password again</source>
        <extracomment>Label of the field where a password is entered for the second time</extracomment>
        <translation>Le même mot de passe une seconde fois</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete “%1”?</source>
        <extracomment>Heading of the question before a secret is deleted. %1 is its name</extracomment>
        <translation>Supprimer « %1 » ?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Button: deletes a secret</extracomment>
        <translation>Supprimer</translation>
    </message>
</context>
<context>
    <name>DetailCertificate</name>
    <message>
        <source>Certificate</source>
        <extracomment>Accessible name of the part that says what a certificate is</extracomment>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>Whose it is and how long it is valid is in the protected part.</source>
        <extracomment>Beside the button that opens a certificate to look at it</extracomment>
        <translation>Son titulaire et sa durée de validité figurent dans la partie protégée.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a certificate and says what is in it, without showing its text</extracomment>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Examiner</translation>
    </message>
</context>
<context>
    <name>DetailFooter</name>
    <message>
        <source>Created %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>Créé %1</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>Modifié %1</translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Back to the list</source>
        <extracomment>Button in a narrow window: from a secret back to the list</extracomment>
        <translation>Retour à la liste</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>Name of the star beside a secret&apos;s name</extracomment>
        <translation>Favori</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>Ajouter aux favoris</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Button beside the name of a secret</extracomment>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Copy as…</source>
        <extracomment>Name of the button that opens a menu of ways to copy a secret</extracomment>
        <translation>Copier sous forme de…</translation>
    </message>
    <message>
        <source>More about this secret</source>
        <extracomment>Name of the button that opens the menu of a secret</extracomment>
        <translation>Plus d’actions pour ce secret</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Secret</source>
        <extracomment>Accessible name of the pane that shows one secret</extracomment>
        <translation>Secret</translation>
    </message>
</context>
<context>
    <name>DetailTabs</name>
    <message>
        <source>Sides of this secret</source>
        <extracomment>Accessible name of the row of tabs of a secret</extracomment>
        <translation>Volets de ce secret</translation>
    </message>
</context>
<context>
    <name>DoneStep</name>
    <message>
        <source>Your key is in your GnuPG keyring now, and the account kit is not needed any more.</source>
        <extracomment>Sentence under the heading of the screen after signing in with an account kit</extracomment>
        <translation>Votre clé est désormais dans votre trousseau GnuPG et le kit de compte n’est plus nécessaire.</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <extracomment>Heading of the screen after signing in with an account kit</extracomment>
        <translation>Vous êtes connecté</translation>
    </message>
    <message>
        <source>The kit file is deleted</source>
        <extracomment>About an account kit that still exists; after it was deleted</extracomment>
        <translation>Le fichier du kit est supprimé</translation>
    </message>
    <message>
        <source>Whoever finds the kit file has your key</source>
        <translation>Qui trouve le fichier du kit a votre clé</translation>
    </message>
    <message>
        <source>Delete the kit file</source>
        <extracomment>Button that deletes the account kit&apos;s file</extracomment>
        <translation>Supprimer le fichier du kit</translation>
    </message>
    <message>
        <source>The file is overwritten once and removed. Coffret cannot promise more: copies in backups, in synced folders or in the trash stay, and a solid-state disk may keep old blocks for a while.</source>
        <extracomment>Under the button that deletes the account kit&apos;s file</extracomment>
        <translation>Le fichier est écrasé une fois puis supprimé. Coffret ne peut pas promettre davantage : les copies dans les sauvegardes, les dossiers synchronisés ou la corbeille restent, et un disque SSD peut garder d’anciens blocs pendant un certain temps.</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop the file to use it</source>
        <extracomment>Across a window or sheet while a file is dragged over it</extracomment>
        <translation>Déposez le fichier pour l’utiliser</translation>
    </message>
</context>
<context>
    <name>EditorField</name>
    <message>
        <source>Value</source>
        <extracomment>Label of a field of one&apos;s own that has no name yet</extracomment>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <extracomment>Name of the button that takes a field out of a form. %1 is the field&apos;s label</extracomment>
        <translation>Retirer : %1</translation>
    </message>
    <message>
        <source>Name of the field</source>
        <extracomment>Accessible name of the field for the name of a value
----------
In the empty field for the name of a value</extracomment>
        <translation>Nom du champ</translation>
    </message>
    <message>
        <source>Yes</source>
        <extracomment>The value of a field that is either yes or no</extracomment>
        <translation>Oui</translation>
    </message>
</context>
<context>
    <name>EditorFooter</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question when a form with changes is left</extracomment>
        <translation>Abandonner ce que vous avez saisi ?</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up what was written in a form</extracomment>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <extracomment>Button: goes on with the form</extracomment>
        <translation>Continuer la saisie</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button below a form</extracomment>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Send later</source>
        <extracomment>Button below a form: what was written is kept, and sent when the server can be reached</extracomment>
        <translation>Envoyer plus tard</translation>
    </message>
</context>
<context>
    <name>EditorForm</name>
    <message>
        <source>%1 in %2, shared with everyone there</source>
        <extracomment>Below the name of a secret. %1 is its type, %2 the folder it lies in</extracomment>
        <translation>%1 dans %2, visible par tous ceux qui y ont accès</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 dans %2</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the name of a secret in a form</extracomment>
        <translation>Nom</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the user name of a secret in a form</extracomment>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>Part of the details, not of the protected values.</source>
        <extracomment>Help under the description of a secret: unlike its values it is seen in lists</extracomment>
        <translation>Fait partie des détails, non des valeurs protégées.</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of the description of a secret in a form</extracomment>
        <translation>Description</translation>
    </message>
</context>
<context>
    <name>EditorPane</name>
    <message>
        <source>New secret</source>
        <extracomment>Accessible name of the pane where a secret is written</extracomment>
        <translation>Nouveau secret</translation>
    </message>
    <message>
        <source>Edit secret</source>
        <translation>Modifier le secret</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Set its value…</source>
        <extracomment>Button in an error banner: the secret is there already, and gets the value that was written</extracomment>
        <translation>Définir sa valeur…</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button in an error banner: shows the secret that is there already</extracomment>
        <translation>L’ouvrir</translation>
    </message>
</context>
<context>
    <name>EditorSkeleton</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a form while its values are fetched and decrypted</extracomment>
        <translation>Ouverture…</translation>
    </message>
</context>
<context>
    <name>EditorTexts</name>
    <message>
        <source>Field of your own</source>
        <extracomment>Menu of fields to add to a secret: one the user names.</extracomment>
        <translation>Champ personnalisé</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a secret.</extracomment>
        <translation>Donnez-lui un nom.</translation>
    </message>
    <message>
        <source>This cannot be empty.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Ce champ ne peut pas être vide.</translation>
    </message>
    <message>
        <source>Too long: %1 characters at most.</source>
        <extracomment>Error under a field. %1 is a number.</extracomment>
        <translation>Trop long : %1 caractères au maximum.</translation>
    </message>
    <message>
        <source>Too many: %1 at most.</source>
        <extracomment>Error under a list of entries. %1 is a number.</extracomment>
        <translation>Trop d’entrées : %1 au maximum.</translation>
    </message>
    <message>
        <source>This is no one-time code key. It has only the letters A to Z and the digits 2 to 7, or begins with otpauth://</source>
        <extracomment>Error under the field of a one-time code. otpauth:// is the beginning of an address.</extracomment>
        <translation>Ce n’est pas une clé de code à usage unique. Elle ne comporte que les lettres A à Z et les chiffres 2 à 7, ou commence par otpauth://</translation>
    </message>
    <message>
        <source>Write a day like 2027-03-31.</source>
        <extracomment>Error under a date.</extracomment>
        <translation>Indiquez un jour, comme 2027-03-31.</translation>
    </message>
    <message>
        <source>One of these cannot be an address.</source>
        <extracomment>Error under the addresses of a secret.</extracomment>
        <translation>L’une de ces entrées ne peut pas être une adresse.</translation>
    </message>
    <message>
        <source>A PIN has only digits.</source>
        <extracomment>Error under a PIN.</extracomment>
        <translation>Un code PIN ne comporte que des chiffres.</translation>
    </message>
    <message>
        <source>Write a number like 42 or 3.5.</source>
        <extracomment>Error under a field that takes nothing but numbers.</extracomment>
        <translation>Indiquez un nombre, comme 42 ou 3.5.</translation>
    </message>
    <message>
        <source>This does not fit here.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Cette valeur ne convient pas ici.</translation>
    </message>
    <message>
        <source>This is sealed with OpenPGP. Turn sealing on for the account before you change it.</source>
        <extracomment>Error under a field whose value came encrypted with OpenPGP, while the account does not do that by itself.</extracomment>
        <translation>Cette valeur est scellée avec OpenPGP. Activez le scellement pour le compte avant de la modifier.</translation>
    </message>
    <message>
        <source>This vault has no place for it.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Ce coffre n’a pas de place pour cela.</translation>
    </message>
    <message>
        <source>About the earlier values: %1</source>
        <extracomment>Part of a warning above a form that holds earlier values. %1 is a sentence about their signature.</extracomment>
        <translation>À propos des valeurs antérieures : %1</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the other details.</source>
        <extracomment>Part of a warning above a form.</extracomment>
        <translation>Aucune personne que vous connaissez ne se porte garante du nom ni des autres détails.</translation>
    </message>
    <message>
        <source>The server showed details that are older, or another secret&apos;s.</source>
        <extracomment>Part of a warning above a form: the server may have put something older in its place.</extracomment>
        <translation>Le serveur a présenté des détails plus anciens, ou ceux d’un autre secret.</translation>
    </message>
    <message>
        <source>%1 Saving signs all of it as yours, and what is not shown here as well: look at it first.</source>
        <extracomment>Warning above a form. %1 is one or more sentences about signatures of what is being changed.</extracomment>
        <translation>%1 En enregistrant, vous signez le tout en votre nom, y compris ce qui n’est pas affiché ici : examinez-le d’abord.</translation>
    </message>
    <message>
        <source>It has to lie in a folder. Choose one that you can change.</source>
        <extracomment>Error about a form whose secret has to lie in a folder, where none was chosen.</extracomment>
        <translation>Il doit se trouver dans un dossier. Choisissez-en un que vous pouvez modifier.</translation>
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
        <translation>%1 jours</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>Error banner while an account is set up. Cause, then next step.</extracomment>
        <translation>Le fichier ne peut pas être lu.</translation>
    </message>
    <message>
        <source>Check that it is still there and that you may open it, then choose it again.</source>
        <translation>Vérifiez qu’il existe toujours et que vous avez le droit de l’ouvrir, puis choisissez-le à nouveau.</translation>
    </message>
    <message>
        <source>This is not an account kit.</source>
        <extracomment>Error banner after an account kit was chosen. Cause, then next step.</extracomment>
        <translation>Ce n’est pas un kit de compte.</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup. Its name ends in .passbolt.</source>
        <translation>Choisissez le fichier que la page web de Passbolt enregistre sous « Profil », « Configuration de l’application de bureau ». Son nom se termine par .passbolt.</translation>
    </message>
    <message>
        <source>This file is too large for an account kit.</source>
        <translation>Ce fichier est trop volumineux pour un kit de compte.</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup.</source>
        <translation>Choisissez le fichier que la page web de Passbolt enregistre sous « Profil », « Configuration de l’application de bureau ».</translation>
    </message>
    <message>
        <source>This account kit was altered: its signature does not fit.</source>
        <translation>Ce kit de compte a été altéré : sa signature ne correspond pas.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Download it again from Passbolt&apos;s web page.</source>
        <translation>Rien n’en a été utilisé. Téléchargez-le à nouveau depuis la page web de Passbolt.</translation>
    </message>
    <message>
        <source>The key in this account kit is too weak, or of a kind GnuPG does not know.</source>
        <translation>La clé de ce kit de compte est trop faible, ou d’un type que GnuPG ne connaît pas.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask whoever runs the server how to get a new key.</source>
        <translation>Rien n’en a été utilisé. Demandez au responsable du serveur comment obtenir une nouvelle clé.</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>Error banner after a file with an OpenPGP key was chosen. Cause, then next step.</extracomment>
        <translation>Ce n’est pas une clé privée.</translation>
    </message>
    <message>
        <source>Choose your recovery kit or another file that begins with BEGIN PGP PRIVATE KEY BLOCK and holds one key.</source>
        <translation>Choisissez votre kit de récupération, ou un autre fichier qui commence par BEGIN PGP PRIVATE KEY BLOCK et contient une seule clé.</translation>
    </message>
    <message>
        <source>This file is too large for a private key.</source>
        <translation>Ce fichier est trop volumineux pour une clé privée.</translation>
    </message>
    <message>
        <source>Choose your recovery kit, a text file of a few kilobytes.</source>
        <translation>Choisissez votre kit de récupération, un fichier texte de quelques kilo-octets.</translation>
    </message>
    <message>
        <source>This key was altered, or its two halves do not belong together.</source>
        <translation>Cette clé a été altérée, ou ses deux moitiés ne vont pas ensemble.</translation>
    </message>
    <message>
        <source>It was not kept. Use another copy of your recovery kit.</source>
        <translation>Elle n’a pas été conservée. Utilisez une autre copie de votre kit de récupération.</translation>
    </message>
    <message>
        <source>This key has expired, was revoked, is too weak, or cannot be used to decrypt.</source>
        <translation>Cette clé a expiré, a été révoquée, est trop faible ou ne peut pas servir à déchiffrer.</translation>
    </message>
    <message>
        <source>It was not kept. Choose another key.</source>
        <translation>Elle n’a pas été conservée. Choisissez une autre clé.</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>La phrase de passe n’était pas la bonne.</translation>
    </message>
    <message>
        <source>The key was not kept. Try again with the passphrase the key was saved with.</source>
        <translation>La clé n’a pas été conservée. Réessayez avec la phrase de passe utilisée lors de son enregistrement.</translation>
    </message>
    <message>
        <source>Stopped before the passphrase was entered.</source>
        <translation>Arrêté avant la saisie de la phrase de passe.</translation>
    </message>
    <message>
        <source>The key was not kept. Import it again when you are ready.</source>
        <translation>La clé n’a pas été conservée. Importez-la à nouveau quand vous serez prêt.</translation>
    </message>
    <message>
        <source>This is not a whole link from a Passbolt e-mail.</source>
        <extracomment>Error banner after the link of an e-mail was pasted. Cause, then next step.</extracomment>
        <translation>Ce n’est pas un lien complet d’un e-mail de Passbolt.</translation>
    </message>
    <message>
        <source>Copy the address behind the button in the e-mail. It contains /setup/ and two long identifiers.</source>
        <translation>Copiez l’adresse du bouton dans l’e-mail. Elle contient /setup/ et deux longs identifiants.</translation>
    </message>
    <message>
        <source>This link was used already, or it has run out.</source>
        <translation>Ce lien a déjà servi, ou il est périmé.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a new one. If your account is set up already, go back and add it by the server&apos;s address and your key.</source>
        <translation>Demandez-en un nouveau au responsable du serveur. Si votre compte est déjà configuré, revenez en arrière et ajoutez-le avec l’adresse du serveur et votre clé.</translation>
    </message>
    <message>
        <source>The server knows you by another key.</source>
        <extracomment>Error banner when a server does not accept a key. Cause, then next step.</extracomment>
        <translation>Le serveur vous connaît sous une autre clé.</translation>
    </message>
    <message>
        <source>Go back and choose the key this account was set up with. The link still works.</source>
        <translation>Revenez en arrière et choisissez la clé avec laquelle ce compte a été configuré. Le lien reste valable.</translation>
    </message>
    <message>
        <source>The server refused this key.</source>
        <translation>Le serveur a refusé cette clé.</translation>
    </message>
    <message>
        <source>Go back and choose another one, or make a new one. The link still works.</source>
        <translation>Revenez en arrière et choisissez-en une autre, ou créez-en une nouvelle. Le lien reste valable.</translation>
    </message>
    <message>
        <source>The server goes by another address than this one.</source>
        <extracomment>Error banner at the end of setup. Cause, then next step.</extracomment>
        <translation>Le serveur se présente sous une autre adresse que celle-ci.</translation>
    </message>
    <message>
        <source>Use the address your web browser shows when you use the vault.</source>
        <translation>Utilisez l’adresse que votre navigateur affiche quand vous consultez le coffre.</translation>
    </message>
    <message>
        <source>Revoked</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Révoquée</translation>
    </message>
    <message>
        <source>Has an expiry date; Passbolt takes only keys without one</source>
        <translation>A une date d’expiration ; Passbolt n’accepte que les clés qui n’en ont pas</translation>
    </message>
    <message>
        <source>Made later than now, by the server&apos;s clock</source>
        <translation>Créée plus tard que maintenant, d’après l’horloge du serveur</translation>
    </message>
    <message>
        <source>Passbolt takes RSA keys of 3072 or 4096 bits, and elliptic curves</source>
        <translation>Passbolt accepte les clés RSA de 3072 ou 4096 bits et les courbes elliptiques</translation>
    </message>
    <message>
        <source>Cannot both sign and decrypt</source>
        <translation>Ne peut pas à la fois signer et déchiffrer</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s.</source>
        <extracomment>%1 is a duration, such as &quot;2 min&quot;</extracomment>
        <translation>L’horloge de cet ordinateur avance de %1 sur celle du serveur.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s.</source>
        <translation>L’horloge de cet ordinateur retarde de %1 sur celle du serveur.</translation>
    </message>
    <message>
        <source>The server would refuse what is signed here. Switch on automatic time, or set the clock, then try again.</source>
        <translation>Le serveur refuserait ce qui est signé ici. Activez l’heure automatique ou réglez l’horloge, puis réessayez.</translation>
    </message>
</context>
<context>
    <name>EnvironmentQueries</name>
    <message>
        <source>This account can only be read: it has no token that may write</source>
        <extracomment>Why no value can be set: the account was set up without what allows writing.</extracomment>
        <translation>Ce compte est en lecture seule : il n’a pas de jeton permettant d’écrire</translation>
    </message>
    <message>
        <source>This token may not read secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be read. %1 is what the service calls the right to read, for example &quot;Read&quot;.</extracomment>
        <translation>Ce jeton ne permet pas de lire les secrets ici : il lui manque la portée %1.</translation>
    </message>
    <message>
        <source>The value there is of a kind that Coffret does not know. It stays as it is.</source>
        <extracomment>Why a value was not set.</extracomment>
        <translation>La valeur qui s’y trouve est d’un type que Coffret ne connaît pas. Elle reste telle quelle.</translation>
    </message>
    <message>
        <source>This token may not write secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be written. %1 is what the service calls the right to write, for example &quot;Write&quot;.</extracomment>
        <translation>Ce jeton ne permet pas d’écrire les secrets ici : il lui manque la portée %1.</translation>
    </message>
</context>
<context>
    <name>ExpiryField</name>
    <message>
        <source>A day like 2027-03-31. Leave it empty if it never expires.</source>
        <extracomment>Help under the field for the day a secret expires, unless there is a reason why it cannot be changed</extracomment>
        <translation>Un jour, comme 2027-03-31. Laissez vide si le secret n’expire jamais.</translation>
    </message>
    <message>
        <source>Expires</source>
        <extracomment>Label of the field for the day a secret expires</extracomment>
        <translation>Expiration</translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>In the empty field for the day a secret expires
----------
A day for a secret to expire</extracomment>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <extracomment>Name of the button that offers days for a secret to expire</extracomment>
        <translation>Choisir un jour</translation>
    </message>
    <message>
        <source>In 30 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Dans 30 jours</translation>
    </message>
    <message>
        <source>In 90 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Dans 90 jours</translation>
    </message>
    <message>
        <source>In a year</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Dans un an</translation>
    </message>
</context>
<context>
    <name>ExportFileSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>An apostrophe is put before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What an apostrophe in an exported table is for</extracomment>
        <translation>Une apostrophe est placée devant ce qu’un tableur prendrait pour une formule. Qui importe le tableau doit la retirer.</translation>
    </message>
    <message>
        <source>Everybody who gets this file can read every password in it.</source>
        <extracomment>Warning about a file that is not encrypted</extracomment>
        <translation>Quiconque obtient ce fichier peut y lire tous les mots de passe.</translation>
    </message>
    <message>
        <source>I know. I delete the file as soon as it was used.</source>
        <extracomment>Box that has to be ticked before secrets are written without encryption</extracomment>
        <translation>Je le sais. Je supprime le fichier dès qu’il a servi.</translation>
    </message>
    <message>
        <source>KeePass databases (*.kdbx)</source>
        <extracomment>Entries of the file type list in a file dialog</extracomment>
        <translation>Bases KeePass (*.kdbx)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <translation>Fichiers chiffrés (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>Un fichier porte déjà ce nom. Il sera remplacé.</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says who can open it</extracomment>
        <translation>Le fichier est chiffré avec OpenPGP.</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progression</translation>
    </message>
</context>
<context>
    <name>ExportRecipients</name>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Clés publiques (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>Comparez l’empreinte avec la personne à qui appartient la clé avant de vous y fier.</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>Aussi pour le détenteur de cette clé (facultatif)</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Label of a choice: with which key of the user&apos;s a file is encrypted and signed</extracomment>
        <translation>Votre clé</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Fichiers chiffrés (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>Un fichier porte déjà ce nom. Il sera remplacé.</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Clés publiques (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>Comparez l’empreinte avec la personne à qui appartient la clé avant de vous y fier.</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>Aussi pour le détenteur de cette clé (facultatif)</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says what it holds</extracomment>
        <translation>Le fichier est chiffré avec OpenPGP.</translation>
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
        <translation>Code d’une application</translation>
    </message>
</context>
<context>
    <name>FieldCard</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Appuyez sur Entrée pour copier</translation>
    </message>
</context>
<context>
    <name>FieldDelegate</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Appuyez sur Entrée pour copier</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <extracomment>What a screen reader says of a field. Where there are two, %2 is its label, %1 its value</extracomment>
        <translation>%1, valeur masquée</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, shown on screen</source>
        <translation>%1, valeur affichée à l’écran</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Masquer : %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Afficher : %1</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Copier : %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is fetched and decrypted</extracomment>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <translation>%2, %1</translation>
    </message>
    <message>
        <source>Show less</source>
        <extracomment>Button below a long value, for example a certificate: shows all of its lines; only the first ones again</extracomment>
        <translation>Afficher moins</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
</context>
<context>
    <name>FieldTexts</name>
    <message>
        <source>User name</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Code à usage unique</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Clé privée</translation>
    </message>
    <message>
        <source>Public key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Clé publique</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Phrase de passe</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Empreinte</translation>
    </message>
    <message>
        <source>Token</source>
        <extracomment>Label of a field of a secret: an API key or access token.</extracomment>
        <translation>Jeton</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>Domain</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Domaine</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Note</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Description</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Field</source>
        <extracomment>Label of a field of a secret that has no name of its own.</extracomment>
        <translation>Champ</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose…</source>
        <extracomment>Button that opens a file dialog</extracomment>
        <translation>Choisir…</translation>
    </message>
</context>
<context>
    <name>FilePicker</name>
    <message>
        <source>All files (*)</source>
        <extracomment>Last entry of the file type list in a file dialog</extracomment>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Problem: %1</source>
        <extracomment>Said by a screen reader of what is wrong with a certificate</extracomment>
        <translation>Problème : %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Avertissement : %1</translation>
    </message>
</context>
<context>
    <name>FingerprintLine</name>
    <message>
        <source>Fingerprint %1: %2</source>
        <extracomment>What a screen reader says of a fingerprint. %1 is its kind, such as SHA-256, %2 the fingerprint</extracomment>
        <translation>Empreinte %1 : %2</translation>
    </message>
    <message>
        <source>Fingerprint, %1</source>
        <extracomment>Label of a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>Empreinte %1</translation>
    </message>
    <message>
        <source>Copy the fingerprint, %1</source>
        <extracomment>Name of the button beside a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>Copier l’empreinte %1</translation>
    </message>
</context>
<context>
    <name>FinishStep</name>
    <message>
        <source>Your key proves who you are, so gpg may ask for its passphrase now. Then the names of your secrets are loaded, not their values.</source>
        <extracomment>Sentence under the heading of the last setup screen</extracomment>
        <translation>Votre clé prouve votre identité : il se peut que gpg demande maintenant sa phrase de passe. Ensuite, les noms de vos secrets sont chargés, pas leurs valeurs.</translation>
    </message>
    <message>
        <source>The names of your secrets are loaded, not their values.</source>
        <translation>Les noms de vos secrets sont chargés, pas leurs valeurs.</translation>
    </message>
    <message>
        <source>Ready to sign in</source>
        <extracomment>Heading of the last setup screen</extracomment>
        <translation>Prêt à se connecter</translation>
    </message>
    <message>
        <source>This key goes into your GnuPG keyring</source>
        <extracomment>Above the fingerprint of the key that signing in will put into the keyring</extracomment>
        <translation>Cette clé sera ajoutée à votre trousseau GnuPG</translation>
    </message>
    <message>
        <source>Coffret shows the server that you have the key. That uses the link up.</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Coffret prouve au serveur que vous avez la clé. Le lien ne pourra plus servir ensuite.</translation>
    </message>
    <message>
        <source>Coffret tells the server your public key and no other part of it. That uses the link up.</source>
        <translation>Coffret communique au serveur votre clé publique, et rien d’autre de votre clé. Le lien ne pourra plus servir ensuite.</translation>
    </message>
    <message>
        <source>Gets you back to your account</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Rétablit l’accès à votre compte</translation>
    </message>
    <message>
        <source>Sets up your account</source>
        <translation>Configure votre compte</translation>
    </message>
    <message>
        <source>CommandK offers no list of apps. An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for the apps of an account</extracomment>
        <translation>CommandK ne fournit pas de liste d’applications. L’identifiant d’une application figure dans le panneau latéral de ses paramètres ; les noms conviennent aussi si votre jeton vaut pour toutes les applications.</translation>
    </message>
</context>
<context>
    <name>FolderDeleteSheet</name>
    <message>
        <source>Delete the folder “%1”?</source>
        <extracomment>Heading of the question before a folder is deleted. %1 is its name</extracomment>
        <translation>Supprimer le dossier « %1 » ?</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <extracomment>Buttons below the question before a folder is deleted</extracomment>
        <translation>Tout supprimer</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Supprimer le dossier</translation>
    </message>
    <message>
        <source>What is in it moves to the top and keeps its access.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>Son contenu remonte à la racine et garde ses accès.</translation>
    </message>
    <message>
        <source>Only the folder</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>Le dossier seul</translation>
    </message>
    <message>
        <source>Secrets and folders that are yours to delete go too, for everyone. This cannot be undone.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>Les secrets et dossiers que vous avez le droit de supprimer disparaissent aussi, pour tout le monde. Cette action est irréversible.</translation>
    </message>
    <message>
        <source>The folder and everything in it</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>Le dossier et tout son contenu</translation>
    </message>
</context>
<context>
    <name>FolderHits</name>
    <message>
        <source>Folders found</source>
        <extracomment>Accessible name of the folders above the list of secrets that were found</extracomment>
        <translation>Dossiers trouvés</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>New secret here</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Nouveau secret ici</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>Menu of a folder, or of the top of the tree</extracomment>
        <translation>Nouveau dossier…</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Comparer les environnements…</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Nouveau secret dans plusieurs environnements…</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Importer un fichier .env…</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Exporter vers un fichier chiffré…</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Partager…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Déplacer vers…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Export…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Exporter…</translation>
    </message>
</context>
<context>
    <name>FolderNameSheet</name>
    <message>
        <source>In “%1”. Whoever has access there has access to it.</source>
        <extracomment>Under the heading. %1 is the folder the new one goes into</extracomment>
        <translation>Dans « %1 ». Qui a accès à ce dossier aura accès au nouveau.</translation>
    </message>
    <message>
        <source>New folder</source>
        <extracomment>Headings of the question for a folder&apos;s name. %1 is its name until now</extracomment>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>Renommer « %1 »</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons below the question for a folder&apos;s name</extracomment>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for a folder&apos;s name</extracomment>
        <translation>Nom</translation>
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
        <translation>Tout ce que contient un secret, pour Coffret. S’ouvre avec une clé OpenPGP, aussi par GnuPG seul.</translation>
    </message>
    <message>
        <source>Encrypted for OpenPGP keys</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Chiffré pour des clés OpenPGP</translation>
    </message>
    <message>
        <source>For KeePassXC and other programs of its kind. Opened with a password that you choose.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>Pour KeePassXC et les programmes semblables. S’ouvre avec un mot de passe que vous choisissez.</translation>
    </message>
    <message>
        <source>KeePass database</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Base KeePass</translation>
    </message>
    <message>
        <source>For programs that read nothing else. Not encrypted.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>Pour les programmes qui ne lisent rien d’autre. Non chiffré.</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Tableau (CSV)</translation>
    </message>
</context>
<context>
    <name>GenerateButton</name>
    <message>
        <source>Ctrl+G</source>
        <extracomment>Key that opens the generator, in a tooltip</extracomment>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>Generate %1</source>
        <extracomment>Name of the button on a field of a form. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Générer : %1</translation>
    </message>
</context>
<context>
    <name>GeneratedValue</name>
    <message>
        <source>Ctrl+G</source>
        <extracomment>Key that makes another password, in a tooltip</extracomment>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>Another one</source>
        <extracomment>Name of the button that makes another password</extracomment>
        <translation>En générer un autre</translation>
    </message>
    <message>
        <source>Copy the new password</source>
        <extracomment>Name of the button that copies a new password</extracomment>
        <translation>Copier le nouveau mot de passe</translation>
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
        <translation>Générer : %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a sheet</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Use it</source>
        <extracomment>Button that puts a generated password into the field</extracomment>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Kind of a new password: letters, digits and symbols</extracomment>
        <translation>Caractères</translation>
    </message>
    <message>
        <source>Words</source>
        <extracomment>Kind of a new password: several words</extracomment>
        <translation>Mots</translation>
    </message>
    <message>
        <source>As the server asks</source>
        <extracomment>Button: sets the choices for a new password back to what the server asks for</extracomment>
        <translation>Comme le serveur le demande</translation>
    </message>
</context>
<context>
    <name>GranteeFinder</name>
    <message>
        <source>Searching…</source>
        <extracomment>While people are looked up on the server</extracomment>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>Résultats</translation>
    </message>
</context>
<context>
    <name>GroupMembers</name>
    <message>
        <source>Loading…</source>
        <extracomment>In place of groups, and under the name of a group the user may not change</extracomment>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>There are no groups.</source>
        <translation>Il n’y a aucun groupe.</translation>
    </message>
    <message>
        <source>Only its managers can change who is in it.</source>
        <translation>Seuls ses responsables peuvent changer ses membres.</translation>
    </message>
    <message>
        <source>Add people</source>
        <extracomment>In the field that looks people up to add them to a group</extracomment>
        <translation>Ajouter des personnes</translation>
    </message>
    <message>
        <source>Members</source>
        <extracomment>Accessible name of the list of who is in a group</extracomment>
        <translation>Membres</translation>
    </message>
</context>
<context>
    <name>GroupsSheet</name>
    <message>
        <source>Groups</source>
        <extracomment>Heading of the sheet of groups
----------
Accessible name of the list of groups</extracomment>
        <translation>Groupes</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of a group that were not written yet</extracomment>
        <translation>Annuler les modifications</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of a group come to before they are written</extracomment>
        <translation>Vérifier…</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>HealthLine</name>
    <message>
        <source>expanded</source>
        <extracomment>Said of a heading by a screen reader: whether what belongs to it is shown</extracomment>
        <translation>déplié</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>replié</translation>
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
        <translation>Résultats de la vérification</translation>
    </message>
</context>
<context>
    <name>HealthScope</name>
    <message>
        <source>All open accounts</source>
        <extracomment>What a check of secrets goes over</extracomment>
        <translation>Tous les comptes ouverts</translation>
    </message>
    <message>
        <source>Only “%1”</source>
        <extracomment>What a check of secrets goes over. %1 is the name of an account</extracomment>
        <translation>« %1 » uniquement</translation>
    </message>
    <message>
        <source>Look for leaked passwords, too</source>
        <extracomment>A preference: passwords are held against those that were leaked somewhere</extracomment>
        <translation>Chercher aussi les mots de passe divulgués</translation>
    </message>
</context>
<context>
    <name>HealthSheet</name>
    <message>
        <source>Finds weak, reused and old passwords, what expires, and values nobody vouches for.</source>
        <extracomment>Under the heading of the sheet that checks all secrets</extracomment>
        <translation>Trouve les mots de passe faibles, réutilisés ou anciens, ce qui expire et les valeurs dont personne ne se porte garant.</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>Heading of the sheet that checks all secrets</extracomment>
        <translation>Santé des secrets</translation>
    </message>
    <message>
        <source>Check again…</source>
        <extracomment>Button: goes back to what a check of all secrets goes over</extracomment>
        <translation>Vérifier à nouveau…</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: stops a check of all secrets</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Check secrets</source>
        <extracomment>Button: begins a check of all secrets</extracomment>
        <translation>Vérifier les secrets</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Look again from time to time.</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>Vérifiez à nouveau de temps en temps.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>Rien à signaler</translation>
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
        <translation>Se devine immédiatement</translation>
    </message>
    <message>
        <source>Guessed within minutes</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>Se devine en quelques minutes</translation>
    </message>
    <message>
        <source>Guessed with some patience</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>Se devine avec un peu de patience</translation>
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
            <numerusform>Même valeur que dans %1 et %n autre</numerusform>
            <numerusform>Même valeur que dans %1 et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Same as in %1</source>
        <extracomment>About a value that several secrets have. %1 is a list of names.</extracomment>
        <translation>Même valeur que dans %1</translation>
    </message>
    <message>
        <source>Certificate: %1</source>
        <extracomment>About a certificate. %1 says when it ends, for example &quot;Expires tomorrow&quot;.</extracomment>
        <translation>Certificat : %1</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <extracomment>About a secret. %1 is a date.</extracomment>
        <translation>Dernière modification %1</translation>
    </message>
    <message>
        <source>Serious</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Grave</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Mérite un coup d’œil</translation>
    </message>
    <message>
        <source>Good to know</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Bon à savoir</translation>
    </message>
    <message>
        <source>Signature does not fit</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>La signature ne correspond pas</translation>
    </message>
    <message>
        <source>Leaked passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Mots de passe divulgués</translation>
    </message>
    <message>
        <source>Weak passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Mots de passe faibles</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Expirés</translation>
    </message>
    <message>
        <source>Used more than once</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Utilisés plus d’une fois</translation>
    </message>
    <message>
        <source>Nobody vouches for them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Personne ne s’en porte garant</translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>N’ont pas pu être vérifiés</translation>
    </message>
    <message>
        <source>Expire within 30 days</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Expirent dans les 30 jours</translation>
    </message>
    <message>
        <source>Not changed for a year</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Non modifiés depuis un an</translation>
    </message>
    <message>
        <source>Nobody else can read them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Personne d’autre ne peut les lire</translation>
    </message>
    <message>
        <source>Somebody altered them. Do not use the values; tell whoever runs the server.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Quelqu’un les a altérés. N’utilisez pas les valeurs ; prévenez le responsable du serveur.</translation>
    </message>
    <message>
        <source>They are in lists that attackers try first. Change them now.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Ils figurent dans des listes que les attaquants essaient en premier. Changez-les maintenant.</translation>
    </message>
    <message>
        <source>Let the generator make new ones.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Laissez le générateur en créer de nouveaux.</translation>
    </message>
    <message>
        <source>Renew them, or delete what is no longer needed.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Renouvelez-les, ou supprimez ce dont vous n’avez plus besoin.</translation>
    </message>
    <message>
        <source>Whoever learns one has the others too. Give each place its own.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Qui en découvre un connaît aussi les autres. Utilisez-en un différent à chaque endroit.</translation>
    </message>
    <message>
        <source>Ask their owners, or save them again yourself.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Demandez à leurs propriétaires, ou enregistrez-les à nouveau vous-même.</translation>
    </message>
    <message>
        <source>What is in them is not known.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Leur contenu n’est pas connu.</translation>
    </message>
    <message>
        <source>Renew them in time.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Renouvelez-les à temps.</translation>
    </message>
    <message>
        <source>Counted from the last change of the secret, which may have been of its name alone.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Compté à partir de la dernière modification du secret, qui a pu ne porter que sur son nom.</translation>
    </message>
    <message>
        <source>If you lose your key, they are lost. Share what others will need.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Si vous perdez votre clé, ils sont perdus. Partagez ceux dont d’autres auront besoin.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) opened and looked at.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n secret ouvert et examiné.</numerusform>
            <numerusform>%n secrets ouverts et examinés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that have to be checked out or approved first were left alone.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n secret nécessitant d’abord un emprunt ou une approbation n’a pas été touché.</numerusform>
            <numerusform>%n secrets nécessitant d’abord un emprunt ou une approbation n’ont pas été touchés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n password(s) looked for among the leaked ones.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n mot de passe recherché parmi ceux qui ont été divulgués.</numerusform>
            <numerusform>%n mots de passe recherchés parmi ceux qui ont été divulgués.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <extracomment>Accessible name of the part that shows a secret&apos;s earlier values</extracomment>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>There are no earlier values that you could read.</source>
        <extracomment>In place of the earlier values of a secret</extracomment>
        <translation>Il n’y a pas de valeurs antérieures que vous puissiez lire.</translation>
    </message>
</context>
<context>
    <name>HoursField</name>
    <message>
        <source>Hours</source>
        <extracomment>Accessible name of the field for how long access is needed</extracomment>
        <translation>Heures</translation>
    </message>
    <message>
        <source>One hour less</source>
        <extracomment>Name of the button for less time</extracomment>
        <translation>Une heure de moins</translation>
    </message>
    <message>
        <source>One hour more</source>
        <extracomment>Name of the button for more time</extracomment>
        <translation>Une heure de plus</translation>
    </message>
</context>
<context>
    <name>IconPicker</name>
    <message>
        <source>Choose a symbol</source>
        <extracomment>Name of the button that offers symbols and colours for a secret</extracomment>
        <translation>Choisir un symbole</translation>
    </message>
</context>
<context>
    <name>ImportAnswer</name>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Items of the file</source>
        <extracomment>Accessible name of the list of what is in a file</extracomment>
        <translation>Éléments du fichier</translation>
    </message>
    <message numerus="yes">
        <source>Show only the %n item(s) with a remark</source>
        <extracomment>Narrows the list of what is in a file to what does not simply become a secret. %n is how many those are</extracomment>
        <translation>
            <numerusform>Ne montrer que le %n élément avec une remarque</numerusform>
            <numerusform>Ne montrer que les %n éléments avec une remarque</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportChoices</name>
    <message>
        <source>Into</source>
        <extracomment>Label beside the folder that imported secrets go to</extracomment>
        <translation>Dans</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>Button: another folder for imported secrets</extracomment>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Make the folders of the file below it</source>
        <extracomment>A choice when a file is imported</extracomment>
        <translation>Créer en dessous les dossiers du fichier</translation>
    </message>
    <message>
        <source>They have the name, user name and address of a secret that is there.</source>
        <extracomment>Below a choice when a file is imported: what counts as being there already</extracomment>
        <translation>Ils ont le nom, l’identifiant et l’adresse d’un secret déjà présent.</translation>
    </message>
    <message numerus="yes">
        <source>Import %n item(s) that are there already once more</source>
        <extracomment>A choice when a file is imported. %n is how many of its items are there already</extracomment>
        <translation>
            <numerusform>Importer encore une fois %n élément déjà présent</numerusform>
            <numerusform>Importer encore une fois %n éléments déjà présents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFileSheet</name>
    <message>
        <source>First you see what every item of the file comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that imports secrets from another program&apos;s file</extracomment>
        <translation>Vous voyez d’abord ce que devient chaque élément du fichier. Rien n’est écrit avant votre accord.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>Button: opens a database with its password</extracomment>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Files of password managers (*.csv *.json *.1pux *.kdbx *.xml *.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Fichiers de gestionnaires de mots de passe (*.csv *.json *.1pux *.kdbx *.xml *.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a file of another program</extracomment>
        <translation>Fichier</translation>
    </message>
</context>
<context>
    <name>ImportItemRow</name>
    <message>
        <source>Item %1, %2: %3</source>
        <extracomment>What a screen reader says of an item of a file. %1 its number, %2 its name, %3 what it comes to</extracomment>
        <translation>Élément %1, %2 : %3</translation>
    </message>
</context>
<context>
    <name>ImportLineRow</name>
    <message>
        <source>Line %1, %3: %2</source>
        <extracomment>What a screen reader says of a line of a file. %1 its number, %3 its name, %2 what it comes to</extracomment>
        <translation>Ligne %1, %3 : %2</translation>
    </message>
</context>
<context>
    <name>ImportPassword</name>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a KeePass database</extracomment>
        <translation>Mot de passe de la base de données</translation>
    </message>
    <message>
        <source>Key files (*.keyx *.key *)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Fichiers-clés (*.keyx *.key *)</translation>
    </message>
    <message>
        <source>Key file (if it has one)</source>
        <extracomment>Label of the field for the key file of a KeePass database</extracomment>
        <translation>Fichier-clé (s’il y en a un)</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>First you see what every line comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that reads a .env file</extracomment>
        <translation>Vous voyez d’abord ce que chaque ligne entraîne. Rien n’est écrit avant votre accord.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Environment files (*.env .env*)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Fichiers d’environnement (*.env .env*)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a .env file</extracomment>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <extracomment>Accessible name of the list of lines of a file</extracomment>
        <translation>Lignes du fichier</translation>
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
        <translation>Il ne contient rien.</translation>
    </message>
    <message>
        <source>It holds something that is not text.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Il contient autre chose que du texte.</translation>
    </message>
    <message>
        <source>It is longer than any secret can be.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Il est plus long qu’un secret ne peut l’être.</translation>
    </message>
    <message>
        <source>Its columns do not fit the heading.</source>
        <extracomment>Why a row of a table cannot be imported.</extracomment>
        <translation>Ses colonnes ne correspondent pas à l’en-tête.</translation>
    </message>
    <message>
        <source>It is of a kind that Coffret does not know.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Il est d’un type que Coffret ne connaît pas.</translation>
    </message>
    <message>
        <source>It was deleted or archived there.</source>
        <extracomment>Why an item of a file is not imported.</extracomment>
        <translation>Il y a été supprimé ou archivé.</translation>
    </message>
    <message>
        <source>attachments</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>pièces jointes</translation>
    </message>
    <message>
        <source>passkeys</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>clés d’accès</translation>
    </message>
    <message>
        <source>earlier values</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>valeurs précédentes</translation>
    </message>
    <message>
        <source>rules for typing</source>
        <extracomment>What of an imported item stays behind, in a list: rules for typing into windows.</extracomment>
        <translation>règles de saisie</translation>
    </message>
    <message>
        <source>apps of phones</source>
        <extracomment>What of an imported item stays behind, in a list: addresses that stand for programs on a phone.</extracomment>
        <translation>applications de téléphones</translation>
    </message>
    <message>
        <source>the day it expires</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>le jour de son expiration</translation>
    </message>
    <message>
        <source>tags</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>étiquettes</translation>
    </message>
    <message>
        <source>its star</source>
        <extracomment>What of an imported item stays behind, in a list: that it is a favourite.</extracomment>
        <translation>son étoile</translation>
    </message>
    <message>
        <source>more fields or addresses than a secret can have</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>plus de champs ou d’adresses qu’un secret ne peut en avoir</translation>
    </message>
</context>
<context>
    <name>JobSheet</name>
    <message>
        <source>Working out what this comes to…</source>
        <extracomment>In place of what a change comes to, while that is worked out</extracomment>
        <translation>Calcul des conséquences…</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question or a report</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progression</translation>
    </message>
</context>
<context>
    <name>KeyFilePanel</name>
    <message>
        <source>OpenPGP keys (*.asc *.txt *.key *.gpg)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Clés OpenPGP (*.asc *.txt *.key *.gpg)</translation>
    </message>
    <message>
        <source>Your recovery kit or another armored private key. Dropping it on this window works too.</source>
        <extracomment>Help under the key file field</extracomment>
        <translation>Votre kit de récupération ou une autre clé privée en format ASCII. Vous pouvez aussi la déposer dans cette fenêtre.</translation>
    </message>
    <message>
        <source>Key file</source>
        <extracomment>Label of the key file field</extracomment>
        <translation>Fichier de clé</translation>
    </message>
    <message>
        <source>Use this key</source>
        <extracomment>Button that puts a key from a file into the user&apos;s GnuPG keyring; when it is there already</extracomment>
        <translation>Utiliser cette clé</translation>
    </message>
    <message>
        <source>Import into my keyring</source>
        <translation>Importer dans mon trousseau</translation>
    </message>
    <message>
        <source>Another file</source>
        <extracomment>Button that forgets a key file before it is imported</extracomment>
        <translation>Autre fichier</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Your OpenPGP keys</source>
        <extracomment>Name of the list of OpenPGP keys</extracomment>
        <translation>Vos clés OpenPGP</translation>
    </message>
</context>
<context>
    <name>KeyNames</name>
    <message>
        <source>Ctrl</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Maj</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Alt</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Home</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Origine</translation>
    </message>
    <message>
        <source>End</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Space</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Espace</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Press the keys</source>
        <extracomment>On the button that shows a key combination: it waits for another one; or there is none</extracomment>
        <translation>Appuyez sur les touches</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>%1, on a smart card</source>
        <extracomment>Under a key that is on a smart card. %1 is its kind, such as &quot;rsa4096&quot;</extracomment>
        <translation>%1, sur une carte à puce</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>Heading of the sheet that lists the keys</extracomment>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <extracomment>Name of the field that searches the list of keys</extracomment>
        <translation>Rechercher dans les raccourcis</translation>
    </message>
    <message>
        <source>What should a key do?</source>
        <extracomment>In the empty field that searches the list of keys</extracomment>
        <translation>Que doit faire une touche ?</translation>
    </message>
    <message>
        <source>No key does that. The command palette finds everything by name.</source>
        <extracomment>In place of the list of keys</extracomment>
        <translation>Aucune touche ne fait cela. La palette de commandes trouve tout par son nom.</translation>
    </message>
</context>
<context>
    <name>KeyStep</name>
    <message>
        <source>The server will encrypt for this key and know you by it. It never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <extracomment>Sentence under the heading of the key screen; when the server does not know a key yet</extracomment>
        <translation>Le serveur chiffrera pour cette clé et vous reconnaîtra grâce à elle. Elle ne quitte jamais gpg-agent ; Coffret ne voit ni la clé ni sa phrase de passe.</translation>
    </message>
    <message>
        <source>These are in your GnuPG keyring or on your smart card. The key never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <translation>Ces clés sont dans votre trousseau GnuPG ou sur votre carte à puce. La clé ne quitte jamais gpg-agent ; Coffret ne voit ni la clé ni sa phrase de passe.</translation>
    </message>
    <message>
        <source>Which key shall be yours?</source>
        <extracomment>Heading of the screen that lists OpenPGP keys; when the server does not know a key yet</extracomment>
        <translation>Quelle clé sera la vôtre ?</translation>
    </message>
    <message>
        <source>Which key is yours?</source>
        <translation>Quelle clé est la vôtre ?</translation>
    </message>
    <message>
        <source>The server knows you by this key</source>
        <extracomment>Above the fingerprint of the key that the server has for this user</extracomment>
        <translation>Le serveur vous connaît sous cette clé</translation>
    </message>
    <message>
        <source>For %1. gpg asks for a passphrase: a long one that you will not forget, because nobody can reset it.</source>
        <extracomment>%1 is a name and an e-mail address</extracomment>
        <translation>Pour %1. gpg demande une phrase de passe : choisissez-la longue et telle que vous ne l’oubliez pas, car personne ne peut la réinitialiser.</translation>
    </message>
    <message>
        <source>No key yet, or rather a fresh one?</source>
        <extracomment>Beside the button that makes a new key</extracomment>
        <translation>Pas encore de clé, ou plutôt une nouvelle ?</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <extracomment>Button that makes a new OpenPGP key</extracomment>
        <translation>Créer une clé</translation>
    </message>
    <message>
        <source>Use a key file…</source>
        <extracomment>Button that shows the field for a file with a private key</extracomment>
        <translation>Utiliser un fichier de clé…</translation>
    </message>
</context>
<context>
    <name>KitStep</name>
    <message>
        <source>The kit is signed by the key in it and unaltered. Next, Coffret looks whether the server still has the key the kit names. Your key goes into your GnuPG keyring on the last screen, not before.</source>
        <extracomment>Sentence under the heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>Le kit est signé par la clé qu’il contient et n’a pas été altéré. Ensuite, Coffret vérifie si le serveur a toujours la clé nommée par le kit. Votre clé n’est ajoutée à votre trousseau GnuPG qu’au dernier écran, pas avant.</translation>
    </message>
    <message>
        <source>Passbolt&apos;s web page saves one under Profile, Desktop app setup. It holds your key, locked with your passphrase, and the server&apos;s.</source>
        <translation>La page web de Passbolt en enregistre un sous « Profil », « Configuration de l’application de bureau ». Il contient votre clé, verrouillée par votre phrase de passe, et celle du serveur.</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <extracomment>Heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>Est-ce bien vous ?</translation>
    </message>
    <message>
        <source>Your account kit</source>
        <translation>Votre kit de compte</translation>
    </message>
    <message>
        <source>Account kits (*.passbolt)</source>
        <extracomment>Entry of the file type list in the account kit&apos;s file dialog</extracomment>
        <translation>Kits de compte (*.passbolt)</translation>
    </message>
    <message>
        <source>Or drop the file anywhere on this window.</source>
        <extracomment>Help under the account kit field</extracomment>
        <translation>Ou déposez le fichier n’importe où dans cette fenêtre.</translation>
    </message>
    <message>
        <source>Account kit</source>
        <extracomment>Label of the account kit field</extracomment>
        <translation>Kit de compte</translation>
    </message>
</context>
<context>
    <name>ListCaption</name>
    <message numerus="yes">
        <source>%n shown</source>
        <extracomment>Above the list: how many secrets it shows. %n is the number</extracomment>
        <translation>
            <numerusform>%n affiché</numerusform>
            <numerusform>%n affichés</numerusform>
        </translation>
    </message>
    <message>
        <source>Sort the list</source>
        <extracomment>Name of the button that chooses the order of a list</extracomment>
        <translation>Trier la liste</translation>
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
        <translation>Rechercher dans les secrets</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty search field</extracomment>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <extracomment>Key that begins a new secret, beside the button&apos;s name</extracomment>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Name of the button that begins a new secret</extracomment>
        <translation>Nouveau secret</translation>
    </message>
</context>
<context>
    <name>ListPlaceholder</name>
    <message>
        <source>Search all secrets</source>
        <extracomment>Button in an empty search result: looks in every list</extracomment>
        <translation>Rechercher dans tous les secrets</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <extracomment>Button in an empty list: shows secrets of every type again</extracomment>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>Search in all accounts</source>
        <extracomment>Button in an empty search result: opens the quick lookup with what was searched for</extracomment>
        <translation>Rechercher dans tous les comptes</translation>
    </message>
</context>
<context>
    <name>LockedPage</name>
    <message>
        <source>Values, names and tokens were forgotten. Unlocking signs in again.</source>
        <extracomment>On the locked window</extracomment>
        <translation>Les valeurs, les noms et les jetons ont été oubliés. Le déverrouillage rouvre la session.</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>On the locked window</extracomment>
        <translation>Coffret est verrouillé</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Button on the locked window</extracomment>
        <translation>Déverrouiller</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen</extracomment>
        <translation>Ce compte ne permet aucun emprunt</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>Menu: a preference of the account</extracomment>
        <translation>Rendre quand Coffret se verrouille ou se ferme</translation>
    </message>
</context>
<context>
    <name>ManyTexts</name>
    <message numerus="yes">
        <source>%n secret(s) change.</source>
        <extracomment>What a change of many secrets comes to. %n is how many of them change.</extracomment>
        <translation>
            <numerusform>%n secret sera modifié.</numerusform>
            <numerusform>%n secrets seront modifiés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change in this way and stay as they are.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secret que vous n’avez pas le droit de changer ainsi reste tel quel.</numerusform>
            <numerusform>%n secrets que vous n’avez pas le droit de changer ainsi restent tels quels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secret est déjà dans cet état.</numerusform>
            <numerusform>%n secrets sont déjà dans cet état.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” cannot be changed; the report says why.</source>
        <extracomment>What a change of many secrets comes to. %1 is the name of a secret that cannot be changed.</extracomment>
        <translation>« %1 » ne peut pas être modifié ; le compte rendu en donne la raison.</translation>
    </message>
    <message numerus="yes">
        <source>Share %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are shared. %n is how many were chosen.</extracomment>
        <translation>
            <numerusform>Partager %n secret ?</numerusform>
            <numerusform>Partager %n secrets ?</numerusform>
        </translation>
    </message>
    <message>
        <source>Share</source>
        <extracomment>Button: gives people access to many secrets.</extracomment>
        <translation>Partager</translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) out of their folders?</source>
        <extracomment>Heading of the question before secrets are moved to the top. %n is how many.</extracomment>
        <translation>
            <numerusform>Sortir %n secret de son dossier ?</numerusform>
            <numerusform>Sortir %n secrets de leurs dossiers ?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) to %1?</source>
        <extracomment>Heading of the question before secrets are moved. %n is how many, %1 is where.</extracomment>
        <translation>
            <numerusform>Déplacer %n secret vers %1 ?</numerusform>
            <numerusform>Déplacer %n secrets vers %1 ?</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves many secrets.</extracomment>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Who can read what is moved is up to the rules of the new place.</source>
        <extracomment>Question before secrets are moved on a server that tells nobody beforehand who will be able to read them.</extracomment>
        <translation>Qui pourra lire ce qui est déplacé dépend des règles du nouvel emplacement.</translation>
    </message>
    <message>
        <source>Adding to favourites</source>
        <extracomment>Heading while many secrets get a star, or lose it.</extracomment>
        <translation>Ajout aux favoris</translation>
    </message>
    <message>
        <source>Removing from favourites</source>
        <translation>Retrait des favoris</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are shared: they are deleted for everyone.</source>
        <extracomment>Question before many secrets are deleted. %n is how many of them others see too.</extracomment>
        <translation>
            <numerusform>%n d’entre eux est partagé : il est supprimé pour tout le monde.</numerusform>
            <numerusform>%n d’entre eux sont partagés : ils sont supprimés pour tout le monde.</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before many secrets are deleted.</extracomment>
        <translation>Cette action est irréversible.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)</source>
        <extracomment>Button: deletes many secrets. %n is how many.</extracomment>
        <translation>
            <numerusform>Supprimer %n secret</numerusform>
            <numerusform>Supprimer %n secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are deleted. %n is how many.</extracomment>
        <translation>
            <numerusform>Supprimer %n secret ?</numerusform>
            <numerusform>Supprimer %n secrets ?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MaskDots</name>
    <message>
        <source>Hidden</source>
        <extracomment>Spoken instead of a value that is masked</extracomment>
        <translation>Valeur masquée</translation>
    </message>
</context>
<context>
    <name>Matches</name>
    <message>
        <source>Similar</source>
        <extracomment>Heading within a list of what was found: what follows has only something similar to what was typed.</extracomment>
        <translation>Similaires</translation>
    </message>
</context>
<context>
    <name>MemberRow</name>
    <message>
        <source>Manager</source>
        <extracomment>What somebody is in a group</extracomment>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Membre</translation>
    </message>
    <message>
        <source>The only manager has to stay</source>
        <extracomment>Menu: takes somebody out of a group, or back; the first when nobody else manages it</extracomment>
        <translation>L’unique responsable doit rester</translation>
    </message>
    <message>
        <source>Stays in the group</source>
        <translation>Reste dans le groupe</translation>
    </message>
    <message>
        <source>Take out of the group</source>
        <translation>Retirer du groupe</translation>
    </message>
    <message>
        <source>%2: %1</source>
        <extracomment>Accessible name of the button that offers what somebody is in a group. %2 is a person, %1 what they are now</extracomment>
        <translation>%2 : %1</translation>
    </message>
</context>
<context>
    <name>NameTags</name>
    <message>
        <source>Valid for</source>
        <extracomment>Label above the host names, addresses and so on that a certificate is for</extracomment>
        <translation>Valable pour</translation>
    </message>
    <message>
        <source>Valid for %1</source>
        <extracomment>What a screen reader says of the names a certificate is for. %1 is a list of names</extracomment>
        <translation>Valable pour %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>Button below the first names a certificate is for. %n is how many more there are</extracomment>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Description</source>
        <extracomment>Label above the readable description of a secret</extracomment>
        <translation>Description</translation>
    </message>
</context>
<context>
    <name>NothingChosen</name>
    <message>
        <source>Its fields appear here, masked until you ask for them.</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>Ses champs apparaissent ici, masqués jusqu’à ce que vous demandiez à les voir.</translation>
    </message>
    <message>
        <source>Choose a secret</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>Choisissez un secret</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <extracomment>Key that jumps to the search field</extracomment>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>What a key does</extracomment>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <extracomment>Key that copies the main value</extracomment>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Copy the password, key or token</source>
        <extracomment>What a key does</extracomment>
        <translation>Copier le mot de passe, la clé ou le jeton</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <extracomment>Key that copies the user name</extracomment>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Copy the user name</source>
        <extracomment>What a key does</extracomment>
        <translation>Copier le nom d’utilisateur</translation>
    </message>
</context>
<context>
    <name>OfflineSettingWords</name>
    <message>
        <source>Keep nothing</source>
        <extracomment>A choice in the settings: nothing is kept on this computer.</extracomment>
        <translation>Ne rien conserver</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>A choice in the settings: for how long something is kept.</extracomment>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxRow</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before a change that waits is given up</extracomment>
        <translation>Abandonner ce que vous avez écrit ?</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up a change that waits</extracomment>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: does not give up a change that waits</extracomment>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Discard…</source>
        <extracomment>Button: asks before a change that waits is given up</extracomment>
        <translation>Abandonner…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <extracomment>Button: opens a change that waits in the form</extracomment>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Send now</source>
        <extracomment>Button: sends a change that waits</extracomment>
        <translation>Envoyer maintenant</translation>
    </message>
    <message>
        <source>Discard the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Abandonner : modification de %1</translation>
    </message>
    <message>
        <source>Keep the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Conserver : modification de %1</translation>
    </message>
    <message>
        <source>Discard the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Abandonner : modification de %1…</translation>
    </message>
    <message>
        <source>Edit the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Modifier : modification de %1…</translation>
    </message>
    <message>
        <source>Send the change of %1 now</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Envoyer maintenant : modification de %1</translation>
    </message>
</context>
<context>
    <name>OutboxSheet</name>
    <message>
        <source>Not sent yet</source>
        <extracomment>Heading of a sheet: changes that were made without the server</extracomment>
        <translation>Pas encore envoyé</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before changes that cannot be read are given up</extracomment>
        <translation>Abandonner ce que vous avez saisi ?</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>Button: tries once more to read what waits</extracomment>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Give it up…</source>
        <extracomment>Button: asks before what was written, and cannot be read any more, is given up</extracomment>
        <translation>L’abandonner…</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: what was written, and cannot be read any more, is given up</extracomment>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: what was written, and cannot be read now, is not given up</extracomment>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>They lie sealed on this computer until they are sent.</source>
        <extracomment>Under the heading of the sheet with changes that wait</extracomment>
        <translation>Ils sont scellés sur cet ordinateur jusqu’à leur envoi.</translation>
    </message>
</context>
<context>
    <name>PaletteList</name>
    <message>
        <source>Commands and places</source>
        <extracomment>Name of the list in the command palette</extracomment>
        <translation>Commandes et emplacements</translation>
    </message>
</context>
<context>
    <name>PaletteRow</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>Said after a line of a list: its place. %1 and %2 are numbers</extracomment>
        <translation>%1 sur %2</translation>
    </message>
</context>
<context>
    <name>PeopleTexts</name>
    <message>
        <source>Confirmed</source>
        <extracomment>State of a person&apos;s key: compared before, and the same as then.</extracomment>
        <translation>Confirmée</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <extracomment>State of a person&apos;s key: the user never compared it.</extracomment>
        <translation>Pas encore comparée</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>State of a person&apos;s key: another one than before.</extracomment>
        <translation>A changé</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <extracomment>State of a person&apos;s key: expired, revoked or too weak.</extracomment>
        <translation>Inutilisable</translation>
    </message>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder.</extracomment>
        <translation>Peut lire</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: reading included.</extracomment>
        <translation>Peut modifier</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: everything, sharing and deleting included.</extracomment>
        <translation>Propriétaire</translation>
    </message>
    <message>
        <source>No access</source>
        <extracomment>In place of a right to a secret or folder.</extracomment>
        <translation>Aucun accès</translation>
    </message>
    <message>
        <source>See and copy</source>
        <extracomment>What a right means.</extracomment>
        <translation>Voir et copier</translation>
    </message>
    <message>
        <source>Change, move and delete as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>En plus : modifier, déplacer et supprimer</translation>
    </message>
    <message>
        <source>Decide who has access as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>En plus : décider qui a accès</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a person or group that will be given access.</extracomment>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Loses access</source>
        <extracomment>Beside a person or group whose access will be taken away.</extracomment>
        <translation>Perd l’accès</translation>
    </message>
    <message>
        <source>Until now: %1</source>
        <extracomment>Beside a person or group whose right will change. %1 is the right until now.</extracomment>
        <translation>Jusqu’ici : %1</translation>
    </message>
    <message>
        <source>Group</source>
        <extracomment>Beside the name of a group.</extracomment>
        <translation>Groupe</translation>
    </message>
    <message numerus="yes">
        <source>Group, %n member(s)</source>
        <extracomment>Beside the name of a group. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>Groupe, %n membre</numerusform>
            <numerusform>Groupe, %n membres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>A list of names that is cut short. %1 are some names, %n is how many more there are.</extracomment>
        <translation>
            <numerusform>%1 et %n autre</numerusform>
            <numerusform>%1 et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: “%2” becomes “%3”.</source>
        <extracomment>What a change of access comes to. %1 is a person or group, %2 and %3 are rights.</extracomment>
        <translation>%1 : « %2 » devient « %3 ».</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) can read it from now on: %1.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n personne peut désormais le lire : %1.</numerusform>
            <numerusform>%n personnes peuvent désormais le lire : %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) lose access: %1. What they have read before, they may still know.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n personne perd l’accès : %1. Ce qu’elle a déjà lu, elle peut encore le savoir.</numerusform>
            <numerusform>%n personnes perdent l’accès : %1. Ce qu’elles ont déjà lu, elles peuvent encore le savoir.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It applies to %n secret(s) and to folders: %1.</source>
        <extracomment>What a change of access comes to. %1 is a number of folders; %n a number of secrets.</extracomment>
        <translation>
            <numerusform>S’applique à %n secret ; nombre de dossiers : %1.</numerusform>
            <numerusform>S’applique à %n secrets ; nombre de dossiers : %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody vouches for the value of %n secret(s): it is passed on without your signature, and new readers see it as unsigned.</source>
        <extracomment>What a change of access comes to. %n is a number of secrets; a signature says who wrote one.</extracomment>
        <translation>
            <numerusform>Personne ne se porte garant de la valeur de %n secret : elle est transmise sans votre signature et les nouveaux lecteurs la voient comme non signée.</numerusform>
            <numerusform>Personne ne se porte garant de la valeur de %n secrets : elle est transmise sans votre signature et les nouveaux lecteurs la voient comme non signée.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody gains or loses access.</source>
        <extracomment>What a change of access comes to: nothing.</extracomment>
        <translation>Personne n’obtient ni ne perd l’accès.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) join and can read everything the group can: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n personne rejoint le groupe et peut lire tout ce que celui-ci peut lire : %1.</numerusform>
            <numerusform>%n personnes rejoignent le groupe et peuvent lire tout ce que celui-ci peut lire : %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are encrypted for them.</source>
        <extracomment>What a change of a group comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secret est chiffré pour les nouveaux membres.</numerusform>
            <numerusform>%n secrets sont chiffrés pour les nouveaux membres.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) leave the group: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n personne quitte le groupe : %1.</numerusform>
            <numerusform>%n personnes quittent le groupe : %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only who manages the group changes.</source>
        <extracomment>What a change of a group comes to.</extracomment>
        <translation>Seuls les responsables du groupe changent.</translation>
    </message>
    <message>
        <source>%1 created it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 l’a créé</translation>
    </message>
    <message>
        <source>%1 opened it</source>
        <extracomment>What somebody did with a secret: looked at the values. %1 is a person.</extracomment>
        <translation>%1 l’a ouvert</translation>
    </message>
    <message>
        <source>%1 changed it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 l’a modifié</translation>
    </message>
    <message>
        <source>%1 changed who has access</source>
        <extracomment>What somebody did with a secret: changed who has access. %1 is a person.</extracomment>
        <translation>%1 a changé les accès</translation>
    </message>
    <message>
        <source>%1 moved it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 l’a déplacé</translation>
    </message>
    <message>
        <source>%1 deleted it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 l’a supprimé</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What somebody did with a secret, in the server&apos;s own word. %1 is a person, %2 that word.</extracomment>
        <translation>%1 : %2</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) in it are not yours to share and stay as they are.</source>
        <extracomment>What a change of access to a folder comes to. %n is a number of secrets and folders inside it.</extracomment>
        <translation>
            <numerusform>%n élément du contenu que vous n’avez pas le droit de partager reste tel quel.</numerusform>
            <numerusform>%n éléments du contenu que vous n’avez pas le droit de partager restent tels quels.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever is in the group “%1”, now or later: “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>Toute personne du groupe « %1 », maintenant ou plus tard : « %2 ».</translation>
    </message>
    <message>
        <source>The group “%1” loses “%2”: whoever joins it later gains nothing.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>Le groupe « %1 » perd « %2 » : qui le rejoint plus tard n’obtient rien.</translation>
    </message>
    <message>
        <source>%1 gains “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 obtient « %2 ».</translation>
    </message>
    <message>
        <source>%1 loses “%2”, but has access through a group.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 perd « %2 », mais garde l’accès par un groupe.</translation>
    </message>
    <message>
        <source>Can be mistaken for another: look twice</source>
        <extracomment>Beside a person or a group that could be given access.</extracomment>
        <translation>Peut être confondu avec un autre : regardez à deux fois</translation>
    </message>
</context>
<context>
    <name>PicturePicker</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</source>
        <extracomment>File type and last entry of the file type list in a file dialog</extracomment>
        <translation>Images (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Picture with a QR code</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>Image contenant un code QR</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>Shared with everyone there</source>
        <extracomment>Below the folder a new secret goes to</extracomment>
        <translation>Partagé avec tous ceux qui y ont accès</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Label of the folder a new secret goes to</extracomment>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <extracomment>Accessible name of the button that chooses another folder for a new secret. %1 is the one it goes to</extracomment>
        <translation>Dossier : %1</translation>
    </message>
    <message>
        <source>No folder, at the top</source>
        <extracomment>In place of a folder&apos;s name: a new secret goes to none</extracomment>
        <translation>Aucun dossier, à la racine</translation>
    </message>
</context>
<context>
    <name>PlaceSheet</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Find a folder</source>
        <extracomment>Label of the field that narrows a list of folders</extracomment>
        <translation>Chercher un dossier</translation>
    </message>
    <message>
        <source>Folders</source>
        <extracomment>Accessible name of the list of folders something can be put in</extracomment>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>No folder fits.</source>
        <extracomment>In place of a list of folders</extracomment>
        <translation>Aucun dossier ne correspond.</translation>
    </message>
</context>
<context>
    <name>ProgramAccess</name>
    <message>
        <source>Coffret is locked. Unlock it first, or say --unlock.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. --unlock is an option and stays as it is.</extracomment>
        <translation>Coffret est verrouillé. Déverrouillez-le d’abord, ou indiquez --unlock.</translation>
    </message>
    <message>
        <source>The account “%1” is not open.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the name of an account.</extracomment>
        <translation>Le compte « %1 » n’est pas ouvert.</translation>
    </message>
    <message>
        <source>There is nothing at “%1”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>Il n’y a rien sous « %1 ».</translation>
    </message>
    <message>
        <source>Several secrets are called “%1”:</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the end of a path; the whole paths follow.</extracomment>
        <translation>Plusieurs secrets s’appellent « %1 » :</translation>
    </message>
    <message>
        <source>“%1” has no main value. Name a field.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>« %1 » n’a pas de valeur principale. Indiquez un champ.</translation>
    </message>
    <message>
        <source>“%1” has no field “%2”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret, %2 what somebody takes for a field of it.</extracomment>
        <translation>« %1 » n’a pas de champ « %2 ».</translation>
    </message>
    <message>
        <source>“%1” has no one-time code.</source>
        <extracomment>In a terminal, from &quot;coffret otp&quot;. %1 is the path of a secret.</extracomment>
        <translation>« %1 » n’a pas de code à usage unique.</translation>
    </message>
    <message>
        <source>That was refused in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person said no in Coffret&apos;s window.</extracomment>
        <translation>Cela a été refusé dans la fenêtre de Coffret.</translation>
    </message>
    <message>
        <source>Nobody answered the question in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person was asked in Coffret&apos;s window.</extracomment>
        <translation>Personne n’a répondu à la question dans la fenêtre de Coffret.</translation>
    </message>
    <message>
        <source>Too many programs ask at once. Try again later.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Trop de programmes posent une question à la fois. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>The value of “%1” is larger than 1 MiB.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>La valeur de « %1 » dépasse 1 Mio.</translation>
    </message>
    <message>
        <source>%1 Say --unverified to take it all the same.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is a sentence about the signature. --unverified stays as it is.</extracomment>
        <translation>%1 Indiquez --unverified pour accepter quand même la valeur.</translation>
    </message>
    <message>
        <source>A program that cannot be identified</source>
        <extracomment>Stands where the name of a program does.</extracomment>
        <translation>Un programme non identifiable</translation>
    </message>
    <message>
        <source>process %1</source>
        <extracomment>Of a program that runs. %1 is its number.</extracomment>
        <translation>processus %1</translation>
    </message>
    <message>
        <source>started by %1</source>
        <extracomment>Of a program that runs. %1 are the programs it was started by, the nearest first.</extracomment>
        <translation>lancé par %1</translation>
    </message>
    <message>
        <source>Main value</source>
        <extracomment>Beside the path of a secret that another program wants: the program named none of its fields</extracomment>
        <translation>Valeur principale</translation>
    </message>
    <message>
        <source>Coffret to be unlocked</source>
        <extracomment>In the list of what another program wants, while Coffret is locked</extracomment>
        <translation>Déverrouiller Coffret</translation>
    </message>
</context>
<context>
    <name>ProgramAccessSheet</name>
    <message>
        <source>Allow it only if you have just started something that needs this.</source>
        <extracomment>Below the names of secrets that another program wants</extracomment>
        <translation>Ne l’autorisez que si vous venez de lancer quelque chose qui en a besoin.</translation>
    </message>
    <message>
        <source>Coffret cannot tell which program this is. Allow it only if you have just started something that needs this.</source>
        <translation>Coffret ne peut pas déterminer de quel programme il s’agit. Ne l’autorisez que si vous venez de lancer quelque chose qui en a besoin.</translation>
    </message>
    <message>
        <source>Refused in %1 s</source>
        <extracomment>Beside the buttons while a question waits for an answer. %1 is a number of seconds</extracomment>
        <translation>Refus dans %1 s</translation>
    </message>
    <message>
        <source>%1 wants the names of your secrets</source>
        <extracomment>Heading of the question whether another program may have secrets. %1 is its name: values, or only names</extracomment>
        <translation>%1 veut connaître les noms de vos secrets</translation>
    </message>
    <message>
        <source>%1 wants to read secrets</source>
        <translation>%1 veut lire des secrets</translation>
    </message>
    <message>
        <source>Refuse</source>
        <extracomment>Button: another program gets no secrets</extracomment>
        <translation>Refuser</translation>
    </message>
    <message>
        <source>Allow once</source>
        <extracomment>Button: another program gets what it wants this time</extracomment>
        <translation>Autoriser une fois</translation>
    </message>
    <message>
        <source>Allow everything until Coffret locks</source>
        <extracomment>Button: another program gets every secret it wants until Coffret locks</extracomment>
        <translation>Tout autoriser jusqu’au verrouillage de Coffret</translation>
    </message>
    <message>
        <source>What it wants</source>
        <extracomment>Accessible name of the list of what another program wants</extracomment>
        <translation>Ce que veut le programme</translation>
    </message>
    <message>
        <source>Time left</source>
        <extracomment>Accessible name of a bar that shows how much time is left for an answer</extracomment>
        <translation>Temps restant</translation>
    </message>
</context>
<context>
    <name>QrButton</name>
    <message>
        <source>Read a QR code</source>
        <extracomment>Name of the button that offers to take a key from a QR code</extracomment>
        <translation>Lire un code QR</translation>
    </message>
    <message>
        <source>From the screen…</source>
        <extracomment>Menu: where a QR code is; asks for a part of the screen</extracomment>
        <translation>Depuis l’écran…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <extracomment>Menu: where a QR code is</extracomment>
        <translation>Depuis le presse-papiers</translation>
    </message>
    <message>
        <source>From a picture file…</source>
        <extracomment>Menu: where a QR code is; opens a file dialog</extracomment>
        <translation>Depuis un fichier image…</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>Remove from search: %1</source>
        <extracomment>Accessible name of a chip below the search field. %1 is what the search asks for, as &quot;Favourites&quot; or &quot;In Finance&quot;</extracomment>
        <translation>Retirer de la recherche : %1</translation>
    </message>
</context>
<context>
    <name>QueryChips</name>
    <message>
        <source>What the search asks for</source>
        <extracomment>Accessible name of the row of chips below the search field</extracomment>
        <translation>Ce que demande la recherche</translation>
    </message>
</context>
<context>
    <name>QuickActions</name>
    <message>
        <source>Actions</source>
        <extracomment>Name of the list of what can be done with a secret, in the quick lookup</extracomment>
        <translation>Actions</translation>
    </message>
</context>
<context>
    <name>QuickFooter</name>
    <message>
        <source>copy</source>
        <translation>copier</translation>
    </message>
    <message>
        <source>open</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>ouvrir</translation>
    </message>
    <message>
        <source>close</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>fermer</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <extracomment>Keys, as they are printed on keyboards.</extracomment>
        <translation>Ctrl+Entrée</translation>
    </message>
    <message>
        <source>do it</source>
        <extracomment>What a key does, at the foot of the quick lookup: copies what was found, or does what is listed</extracomment>
        <translation>exécuter</translation>
    </message>
    <message>
        <source>back</source>
        <extracomment>What a key does, at the foot of the quick lookup: lists what else can be done, or goes back from there</extracomment>
        <translation>retour</translation>
    </message>
    <message>
        <source>more</source>
        <translation>plus</translation>
    </message>
    <message>
        <source>Tab</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Tab</translation>
    </message>
    <message>
        <source>account</source>
        <extracomment>What a key does, at the foot of the quick lookup: looks in one account only</extracomment>
        <translation>compte</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Échap</translation>
    </message>
    <message>
        <source>choose</source>
        <extracomment>What a key does, at the foot of the quick lookup: chooses the first of those that are only similar to what was typed</extracomment>
        <translation>choisir</translation>
    </message>
</context>
<context>
    <name>QuickList</name>
    <message>
        <source>Results</source>
        <extracomment>Name of the result list in the quick lookup</extracomment>
        <translation>Résultats</translation>
    </message>
</context>
<context>
    <name>QuickLookup</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Title of the quick lookup window
----------
Name of the field in the quick lookup</extracomment>
        <translation>Recherche rapide</translation>
    </message>
    <message>
        <source>Type a name, user or address</source>
        <extracomment>Hint in the empty field of the quick lookup</extracomment>
        <translation>Saisissez un nom, un utilisateur ou une adresse</translation>
    </message>
</context>
<context>
    <name>ReaderRow</name>
    <message>
        <source>Compared</source>
        <extracomment>State of a key: the user has just said that it is right</extracomment>
        <translation>Comparée</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <extracomment>Button beside a person in a list. %1 is the name</extracomment>
        <translation>Retirer %1 de la liste</translation>
    </message>
    <message>
        <source>This name or address can be mistaken for another person&apos;s. Look twice.</source>
        <extracomment>Warning beside a person&apos;s name</extracomment>
        <translation>Ce nom ou cette adresse peut être confondu avec celui ou celle d’une autre personne. Regardez-y à deux fois.</translation>
    </message>
    <message>
        <source>Known</source>
        <extracomment>Before the fingerprint of the key somebody had until now</extracomment>
        <translation>Connue</translation>
    </message>
    <message>
        <source>The key you know</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>La clé que vous connaissez</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>Before the fingerprint of the key somebody has now</extracomment>
        <translation>Actuelle</translation>
    </message>
    <message>
        <source>The key shown now</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>La clé présentée maintenant</translation>
    </message>
    <message>
        <source>I have compared this with %1</source>
        <extracomment>Below a fingerprint. %1 is a person&apos;s name</extracomment>
        <translation>J’ai comparé cette empreinte avec %1</translation>
    </message>
    <message>
        <source>%1 says the new key is right</source>
        <extracomment>Button below two fingerprints. %1 is a person&apos;s name</extracomment>
        <translation>%1 confirme la nouvelle clé</translation>
    </message>
</context>
<context>
    <name>ReadersSheet</name>
    <message>
        <source>Compare each fingerprint with its owner, by telephone or side by side. Whoever is wrong here could read along.</source>
        <extracomment>Under the heading of the question whose keys these are</extracomment>
        <translation>Comparez chaque empreinte avec la personne concernée, par téléphone ou côte à côte. Une clé qui ne serait pas la bonne permettrait à un tiers de lire.</translation>
    </message>
    <message>
        <source>I compared all of them</source>
        <extracomment>Button: says of every key that it was compared</extracomment>
        <translation>Je les ai toutes comparées</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>RecipientRow</name>
    <message>
        <source>Leave out %1</source>
        <extracomment>Name of the button that takes somebody out of the list of who can open a file. %1 is a person</extracomment>
        <translation>Écarter %1</translation>
    </message>
</context>
<context>
    <name>RemoveAccountSheet</name>
    <message>
        <source>Coffret signs out and forgets on this computer what it kept of this account: its settings, its token or remembered second factor, the fingerprints of colleagues you accepted, and what was noted of signatures. Nothing changes at the server, and your own keys stay.</source>
        <extracomment>Below the question before an account is removed</extracomment>
        <translation>Coffret ferme la session et oublie sur cet ordinateur ce qu’il gardait de ce compte : ses réglages, son jeton ou le second facteur mémorisé, les empreintes de collègues que vous avez acceptées et ce qui a été noté des signatures. Rien ne change sur le serveur, et vos propres clés restent.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons while an account is being removed</extracomment>
        <translation>Déconnexion…</translation>
    </message>
    <message>
        <source>Remove “%1” from this computer?</source>
        <extracomment>Heading of the question before an account is removed. %1 is its name</extracomment>
        <translation>Retirer « %1 » de cet ordinateur ?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>Button: takes an account off this computer</extracomment>
        <translation>Retirer</translation>
    </message>
</context>
<context>
    <name>RevealTimer</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>Laisser affiché</translation>
    </message>
</context>
<context>
    <name>RevisionField</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is decrypted</extracomment>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on an earlier value. %1 is its label</extracomment>
        <translation>Masquer : %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Afficher : %1</translation>
    </message>
</context>
<context>
    <name>RevisionRow</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of values while they are fetched and decrypted</extracomment>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>The one-time code of that time is not shown. Editing with these values keeps the present one.</source>
        <extracomment>Below the earlier values of a secret that had a one-time code then</extracomment>
        <translation>Le code à usage unique de cette époque n’est pas affiché. La modification avec ces valeurs conserve l’actuel.</translation>
    </message>
    <message>
        <source>Edit with these values</source>
        <extracomment>Button: begins an edit with these earlier values</extracomment>
        <translation>Modifier avec ces valeurs</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <extracomment>Under an earlier state of a secret&apos;s values. %2 is a person, %1 a moment</extracomment>
        <translation>%2, %1</translation>
    </message>
    <message>
        <source>expanded</source>
        <extracomment>Said of an earlier state of a secret&apos;s values: its fields are shown below it, or not</extracomment>
        <translation>développé</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>réduit</translation>
    </message>
</context>
<context>
    <name>RevisionTexts</name>
    <message>
        <source>Being changed on the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has not taken them over yet.</extracomment>
        <translation>En cours de modification sur le système cible</translation>
    </message>
    <message>
        <source>Confirmed by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has taken them over.</extracomment>
        <translation>Confirmées par le système cible</translation>
    </message>
    <message>
        <source>Confirmed by the target system, %1</source>
        <translation>Confirmées par le système cible, %1</translation>
    </message>
    <message>
        <source>Rejected by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open did not take them over.</extracomment>
        <translation>Rejetées par le système cible</translation>
    </message>
    <message>
        <source>Rejected by the target system, %1</source>
        <translation>Rejetées par le système cible, %1</translation>
    </message>
    <message>
        <source>Current values</source>
        <extracomment>The values a secret has now, in the list of its earlier ones.</extracomment>
        <translation>Valeurs actuelles</translation>
    </message>
    <message>
        <source>Earlier values</source>
        <extracomment>Values that a secret had before, in a list of such.</extracomment>
        <translation>Valeurs antérieures</translation>
    </message>
    <message>
        <source>Values until %1</source>
        <extracomment>Values that a secret had before, in a list of such. %1 is the moment when others took their place, for example &quot;2 min ago&quot; or &quot;12 Mar 2024&quot;.</extracomment>
        <translation>Valeurs jusqu’à %1</translation>
    </message>
</context>
<context>
    <name>RightMenu</name>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder</extracomment>
        <translation>Peut lire</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: change, move, delete</extracomment>
        <translation>Peut modifier</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: decide who has access</extracomment>
        <translation>Propriétaire</translation>
    </message>
    <message>
        <source>The only owner has to stay</source>
        <extracomment>Menu: takes somebody&apos;s access away, or gives it back; the first when they are the only owner</extracomment>
        <translation>L’unique propriétaire doit rester</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>Aucun accès</translation>
    </message>
    <message>
        <source>Take access away</source>
        <translation>Retirer l’accès</translation>
    </message>
</context>
<context>
    <name>ScopeChoice</name>
    <message>
        <source>What</source>
        <extracomment>Label of a choice: which secrets are exported</extracomment>
        <translation>Quoi</translation>
    </message>
</context>
<context>
    <name>SealingPeople</name>
    <message>
        <source>Who else can read them</source>
        <extracomment>Heading above the people whom values are encrypted for, besides the user</extracomment>
        <translation>Qui d’autre peut les lire</translation>
    </message>
    <message>
        <source>Nobody but you.</source>
        <extracomment>In place of a list of people</extracomment>
        <translation>Personne d’autre que vous.</translation>
    </message>
    <message>
        <source>Add somebody from your GnuPG keyring</source>
        <extracomment>In the field that looks people up in the user&apos;s GnuPG keyring</extracomment>
        <translation>Ajouter une personne de votre trousseau GnuPG</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.key)</source>
        <extracomment>Kind of files in a file dialog</extracomment>
        <translation>Clés publiques (*.asc *.gpg *.key)</translation>
    </message>
    <message>
        <source>Or add somebody by a file with their public key</source>
        <extracomment>Label of a field for the path of a file</extracomment>
        <translation>Ou ajouter une personne par un fichier contenant sa clé publique</translation>
    </message>
</context>
<context>
    <name>SealingSheet</name>
    <message>
        <source>Sealed values are encrypted and signed with OpenPGP before they leave, so that the server cannot read them; names, user names and descriptions stay readable for it.</source>
        <extracomment>Under the heading of the sheet about encrypting values with OpenPGP</extracomment>
        <translation>Les valeurs scellées sont chiffrées et signées avec OpenPGP avant leur envoi, de sorte que le serveur ne puisse pas les lire ; les noms, noms d’utilisateur et descriptions restent lisibles pour lui.</translation>
    </message>
    <message>
        <source>Seal values of “%1”</source>
        <extracomment>Heading of the sheet about encrypting values with OpenPGP. %1 is the name of an account</extracomment>
        <translation>Sceller les valeurs de « %1 »</translation>
    </message>
    <message>
        <source>Unseal existing values…</source>
        <extracomment>Button: everything that was encrypted is written in the clear again, after a question</extracomment>
        <translation>Desceller les valeurs existantes…</translation>
    </message>
    <message>
        <source>Seal existing values…</source>
        <extracomment>Button: everything that is in the clear is encrypted, after a question</extracomment>
        <translation>Sceller les valeurs existantes…</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Seal new and changed values of this account</source>
        <extracomment>Turns on that values are encrypted with OpenPGP</extracomment>
        <translation>Sceller les valeurs nouvelles et modifiées de ce compte</translation>
    </message>
    <message>
        <source>Your key, which signs and can always read</source>
        <extracomment>Heading above the user&apos;s OpenPGP keys</extracomment>
        <translation>Votre clé, qui signe et peut toujours lire</translation>
    </message>
    <message>
        <source>Reading your GnuPG keyring…</source>
        <extracomment>In place of the user&apos;s OpenPGP keys, while they are read, or when there is none</extracomment>
        <translation>Lecture de votre trousseau GnuPG…</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>Cet ordinateur ne contient aucune clé OpenPGP qui vous appartienne.</translation>
    </message>
</context>
<context>
    <name>SealingTexts</name>
    <message numerus="yes">
        <source>The values of %n secret(s) are written in the clear.</source>
        <extracomment>What taking the encryption back comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Les valeurs de %n secret sont écrites en clair.</numerusform>
            <numerusform>Les valeurs de %n secrets sont écrites en clair.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever runs the server can read them then, and nobody&apos;s signature is on them.</source>
        <extracomment>What taking the encryption back comes to.</extracomment>
        <translation>Le responsable du serveur peut alors les lire, et elles ne portent plus la signature de personne.</translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you alone.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Les valeurs de %n secret sont chiffrées pour vous seul.</numerusform>
            <numerusform>Les valeurs de %n secrets sont chiffrées pour vous seul.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you and %1.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets, %1 are names of people.</extracomment>
        <translation>
            <numerusform>Les valeurs de %n secret sont chiffrées pour vous et %1.</numerusform>
            <numerusform>Les valeurs de %n secrets sont chiffrées pour vous et %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are signed with your key as they are on the server now.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>Elles sont signées avec votre clé telles qu’elles sont actuellement sur le serveur.</translation>
    </message>
    <message>
        <source>The server, and programs that fetch values from it, can no longer use them. Names, user names and descriptions stay readable.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>Le serveur, ainsi que les programmes qui y récupèrent des valeurs, ne peuvent plus les utiliser. Les noms, noms d’utilisateur et descriptions restent lisibles.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secret est déjà dans cet état.</numerusform>
            <numerusform>%n secrets sont déjà dans cet état.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secret que vous n’avez pas le droit de modifier reste tel quel.</numerusform>
            <numerusform>%n secrets que vous n’avez pas le droit de modifier restent tels quels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) need approval or a check-out and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secret nécessite une approbation ou un emprunt et reste tel quel.</numerusform>
            <numerusform>%n secrets nécessitent une approbation ou un emprunt et restent tels quels.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) would become too long for the server.</source>
        <extracomment>What sealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secret deviendrait trop long pour le serveur.</numerusform>
            <numerusform>%n secrets deviendraient trop longs pour le serveur.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) hold what nobody vouches for: look at them and save them yourself.</source>
        <extracomment>What sealing or unsealing comes to: nobody known has signed what they hold. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Personne ne se porte garant du contenu de %n secret : examinez-le et enregistrez-le vous-même.</numerusform>
            <numerusform>Personne ne se porte garant du contenu de %n secrets : examinez-les et enregistrez-les vous-même.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be read.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secret n’a pas pu être lu.</numerusform>
            <numerusform>%n secrets n’ont pas pu être lus.</numerusform>
        </translation>
    </message>
    <message>
        <source>This account holds no secrets.</source>
        <extracomment>Instead of sealing or unsealing.</extracomment>
        <translation>Ce compte ne contient aucun secret.</translation>
    </message>
    <message>
        <source>Seal existing values?</source>
        <extracomment>Headings of the questions before the values of an account are encrypted with OpenPGP, or no longer.</extracomment>
        <translation>Sceller les valeurs existantes ?</translation>
    </message>
    <message>
        <source>Unseal all values?</source>
        <translation>Desceller toutes les valeurs ?</translation>
    </message>
    <message>
        <source>Seal values</source>
        <extracomment>Buttons: encrypts values with OpenPGP, or writes them in the clear.</extracomment>
        <translation>Sceller les valeurs</translation>
    </message>
    <message>
        <source>Unseal values</source>
        <translation>Desceller les valeurs</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <extracomment>Name of the button that empties the search field</extracomment>
        <translation>Effacer la recherche</translation>
    </message>
</context>
<context>
    <name>SecondFactorSheet</name>
    <message>
        <source>It offers no way that Coffret knows. Sign in with a browser, or ask whoever runs the server.</source>
        <extracomment>Under the heading of the question for a second factor</extracomment>
        <translation>Il ne propose aucun moyen que Coffret connaisse. Connectez-vous avec un navigateur, ou adressez-vous au responsable du serveur.</translation>
    </message>
    <message>
        <source>Duo asks in your browser. When it is done, paste the address the browser ended at.</source>
        <translation>Duo vous interroge dans votre navigateur. Une fois terminé, collez l’adresse à laquelle le navigateur est arrivé.</translation>
    </message>
    <message>
        <source>Put the keyboard into the field and touch your YubiKey.</source>
        <translation>Placez le curseur dans le champ et touchez votre YubiKey.</translation>
    </message>
    <message>
        <source>Type the code your authenticator app shows now.</source>
        <translation>Saisissez le code que votre application d’authentification affiche maintenant.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>Beside the buttons while the server checks an answer</extracomment>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>%1 asks for a second factor</source>
        <extracomment>Heading of the question for a second factor. %1 is the name of an account</extracomment>
        <translation>%1 demande un second facteur</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: does not sign in</extracomment>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Sign in</source>
        <extracomment>Button: answers the question for a second factor</extracomment>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of the field for a one-time code</extracomment>
        <translation>Code à usage unique</translation>
    </message>
    <message>
        <source>YubiKey</source>
        <extracomment>Label of the field a YubiKey writes into</extracomment>
        <translation>YubiKey</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <extracomment>Button: goes on in the browser</extracomment>
        <translation>Ouvrir le navigateur</translation>
    </message>
    <message>
        <source>Address from the browser</source>
        <extracomment>Label of the field for the address the browser ended at</extracomment>
        <translation>Adresse du navigateur</translation>
    </message>
    <message>
        <source>Do not ask again on this computer for a month</source>
        <extracomment>Below the field for a second factor</extracomment>
        <translation>Ne plus demander sur cet ordinateur pendant un mois</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hidden</source>
        <extracomment>Said of a field of a form whose value is masked</extracomment>
        <translation>Valeur masquée</translation>
    </message>
    <message>
        <source>Show %1</source>
        <extracomment>Name of the button on a field of a form. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Afficher : %1</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>Masquer : %1</translation>
    </message>
</context>
<context>
    <name>SecretList</name>
    <message>
        <source>Secrets</source>
        <extracomment>Accessible name of the list of secrets</extracomment>
        <translation>Secrets</translation>
    </message>
</context>
<context>
    <name>SecretMarkers</name>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>L’accès doit d’abord être approuvé</translation>
    </message>
    <message>
        <source>Has a one-time code</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>A un code à usage unique</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Favori</translation>
    </message>
</context>
<context>
    <name>SecretMenu</name>
    <message>
        <source>Ctrl+E</source>
        <extracomment>Key that edits, in a menu</extracomment>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Déplacer vers…</translation>
    </message>
    <message>
        <source>Add tag…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Ajouter une étiquette…</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>Comparer les environnements…</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>Définir la valeur dans les environnements…</translation>
    </message>
    <message>
        <source>Expires in 90 days</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Expire dans 90 jours</translation>
    </message>
    <message>
        <source>Mark as expired</source>
        <extracomment>Menu of a secret: its value should be replaced at once</extracomment>
        <translation>Marquer comme expiré</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire</extracomment>
        <translation>Aucun jour n’est défini</translation>
    </message>
    <message>
        <source>Never expires</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>N’expire jamais</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>Key that deletes, in a menu</extracomment>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <extracomment>Key that shows a value in large type, in a menu</extracomment>
        <translation>Ctrl+Maj+L</translation>
    </message>
    <message>
        <source>Large type</source>
        <extracomment>Menu of a secret: shows its value very big, each character with its number</extracomment>
        <translation>Afficher en grands caractères</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Q</source>
        <extracomment>Key that shows a value as a QR code, in a menu</extracomment>
        <translation>Ctrl+Maj+Q</translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <extracomment>Menu of a secret: shows its value as a QR code, for a camera</extracomment>
        <translation>Afficher en code QR</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <extracomment>Key that duplicates, in a menu</extracomment>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <extracomment>Menu of a secret: begins a new one that holds the same</extracomment>
        <translation>Dupliquer…</translation>
    </message>
</context>
<context>
    <name>ServerIdentitySheet</name>
    <message>
        <source>Either it was renewed, or somebody stands between you and the server. Nothing is sent until you know which. Ask whoever runs the server for the new fingerprint, over another way than this server.</source>
        <extracomment>Below the heading, when a server&apos;s key or certificate is another one than before</extracomment>
        <translation>Soit il s’agit d’un renouvellement, soit quelqu’un s’interpose entre vous et le serveur. Rien n’est envoyé tant que vous ne savez pas lequel des deux. Demandez la nouvelle empreinte au responsable du serveur, par une autre voie que ce serveur.</translation>
    </message>
    <message>
        <source>“%1” shows another certificate</source>
        <extracomment>Heading, when a server&apos;s key or certificate is another one than before. %1 is the name of an account</extracomment>
        <translation>« %1 » présente un autre certificat</translation>
    </message>
    <message>
        <source>“%1” shows another OpenPGP key</source>
        <translation>« %1 » présente une autre clé OpenPGP</translation>
    </message>
    <message>
        <source>Do not sign in</source>
        <extracomment>Button: a server&apos;s new fingerprint is not accepted</extracomment>
        <translation>Ne pas se connecter</translation>
    </message>
    <message>
        <source>Compare and sign in</source>
        <extracomment>Button: compares what was typed, and accepts a server&apos;s new fingerprint if it agrees</extracomment>
        <translation>Comparer et se connecter</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint that was accepted before</extracomment>
        <translation>Acceptée auparavant</translation>
    </message>
    <message>
        <source>Shown now</source>
        <extracomment>Above the fingerprint that the server shows now</extracomment>
        <translation>Présentée maintenant</translation>
    </message>
    <message>
        <source>Paste the fingerprint you were told, not the one shown above. If both agree, it is accepted from now on.</source>
        <extracomment>Help under the field for a server&apos;s new fingerprint</extracomment>
        <translation>Collez l’empreinte qu’on vous a communiquée, non celle affichée ci-dessus. Si les deux concordent, elle est désormais acceptée.</translation>
    </message>
    <message>
        <source>Fingerprint you were told</source>
        <extracomment>Label of the field for a server&apos;s new fingerprint</extracomment>
        <translation>Empreinte communiquée</translation>
    </message>
</context>
<context>
    <name>ServerStep</name>
    <message>
        <source>Link from an e-mail</source>
        <extracomment>Label of the server address field; of the same field when a link is asked for</extracomment>
        <translation>Lien reçu par e-mail</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Adresse du serveur</translation>
    </message>
    <message>
        <source>Passbolt sends one to set an account up, and one to get back to it. Whoever has the link can do that, so Coffret keeps it only until it is used.</source>
        <translation>Passbolt en envoie un pour configurer un compte, et un pour en rétablir l’accès. Qui a le lien peut le faire ; Coffret ne le garde donc que jusqu’à son utilisation.</translation>
    </message>
    <message>
        <source>Coffret talks HTTPS only and checks the server&apos;s certificate before anything else.</source>
        <translation>Coffret ne communique qu’en HTTPS et vérifie le certificat du serveur avant toute autre chose.</translation>
    </message>
    <message>
        <source>Paste the link</source>
        <translation>Collez le lien</translation>
    </message>
    <message>
        <source>Which server?</source>
        <translation>Quel serveur ?</translation>
    </message>
    <message>
        <source>A link from a Passbolt e-mail can be pasted here too.</source>
        <extracomment>Help under the server address field</extracomment>
        <translation>Un lien d’un e-mail de Passbolt peut aussi être collé ici.</translation>
    </message>
    <message>
        <source>https://vault.example.com</source>
        <extracomment>Example in the server address field; keep the address</extracomment>
        <translation>https://vault.example.com</translation>
    </message>
    <message>
        <source>Link to get back to your account</source>
        <extracomment>What was recognised in the pasted text</extracomment>
        <translation>Lien pour rétablir l’accès à votre compte</translation>
    </message>
    <message>
        <source>Link to set up your account</source>
        <translation>Lien pour configurer votre compte</translation>
    </message>
    <message>
        <source>Use another</source>
        <extracomment>Button that forgets the pasted link</extracomment>
        <translation>En utiliser un autre</translation>
    </message>
    <message>
        <source>The link names it. Nothing is sent there before you go on.</source>
        <extracomment>Sentence under the heading of the address screen; once a link was taken; when one is asked for</extracomment>
        <translation>Le lien l’indique. Rien n’y est envoyé avant que vous continuiez.</translation>
    </message>
    <message>
        <source>Is this the server?</source>
        <extracomment>Heading of the screen that asks for the server&apos;s address; once a link was taken; when one is asked for</extracomment>
        <translation>Est-ce le bon serveur ?</translation>
    </message>
</context>
<context>
    <name>ServerSteps</name>
    <message>
        <source>Expanded</source>
        <extracomment>What a screen reader says of a heading that shows or hides what is below it</extracomment>
        <translation>Déplié</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>Replié</translation>
    </message>
    <message>
        <source>If something does not work on your server</source>
        <extracomment>Heading above what can be switched off for servers that do not offer it</extracomment>
        <translation>Si quelque chose ne fonctionne pas sur votre serveur</translation>
    </message>
    <message>
        <source>Not every server offers all of these. Switch off what yours does not do. What it refused before is tried again after saving.</source>
        <extracomment>Above what can be switched off for servers that do not offer it</extracomment>
        <translation>Tous les serveurs n’offrent pas tout cela. Désactivez ce que le vôtre ne fait pas. Ce qu’il a refusé auparavant est retenté après l’enregistrement.</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>A choice in the settings: Coffret does not lock by itself.</extracomment>
        <translation>Jamais</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
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
        <translation>Un autre programme utilise déjà ces touches. Choisissez-en d’autres.</translation>
    </message>
    <message>
        <source>Choose a letter, a digit or Space together with Ctrl, Alt or Meta, or a function key.</source>
        <extracomment>Below a setting: why chosen keys do not work. The names are those of keys.</extracomment>
        <translation>Choisissez une lettre, un chiffre ou Espace avec Ctrl, Alt ou Meta, ou une touche de fonction.</translation>
    </message>
    <message>
        <source>This desktop gives its keys to no program. In its own settings, let a shortcut start “coffret --quick”.</source>
        <extracomment>Below a setting: why keys do not work. The words in quotes are a command.</extracomment>
        <translation>Ce bureau ne cède ses touches à aucun programme. Dans ses propres paramètres, faites lancer « coffret --quick » par un raccourci.</translation>
    </message>
    <message>
        <source>The desktop does not give these keys. Allow them in its own settings, or choose others here.</source>
        <extracomment>Below a setting: why chosen keys do not work.</extracomment>
        <translation>Le bureau ne cède pas ces touches. Autorisez-les dans ses propres paramètres, ou choisissez-en d’autres ici.</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Changes work at once and are kept.</source>
        <extracomment>Beside the buttons of the settings</extracomment>
        <translation>Les modifications s’appliquent immédiatement et sont conservées.</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Heading of the settings</extracomment>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Search settings</source>
        <extracomment>Name of the field that searches the settings</extracomment>
        <translation>Rechercher dans les réglages</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty field that searches the settings</extracomment>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Settings of one account are in its options.</source>
        <extracomment>In place of the settings</extracomment>
        <translation>Les réglages propres à un compte se trouvent dans ses options.</translation>
    </message>
    <message>
        <source>No setting is about that</source>
        <extracomment>In place of the settings</extracomment>
        <translation>Aucun réglage ne porte là-dessus</translation>
    </message>
</context>
<context>
    <name>SetupFooter</name>
    <message>
        <source>Import and sign in</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Importer et se connecter</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Working…</source>
        <extracomment>Beside the button while the program waits for the server or for gpg</extracomment>
        <translation>En cours…</translation>
    </message>
    <message>
        <source>Not with another key than the one in your account kit</source>
        <extracomment>Beside the button that goes on, which cannot be pressed</extracomment>
        <translation>Pas avec une autre clé que celle de votre kit de compte</translation>
    </message>
    <message>
        <source>Show my secrets</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Afficher mes secrets</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
</context>
<context>
    <name>SharedKeySheet</name>
    <message>
        <source>Names and details of shared secrets are encrypted for this key. Whoever made it can read all that is written with it, so compare its fingerprint with an administrator, over another way than this server.</source>
        <extracomment>Below the heading, when the server names a new shared key</extracomment>
        <translation>Les noms et les détails des secrets partagés sont chiffrés pour cette clé. La personne qui l’a créée peut lire tout ce qui est écrit avec elle : comparez donc son empreinte avec un administrateur, par une autre voie que ce serveur.</translation>
    </message>
    <message>
        <source>A new shared key</source>
        <extracomment>Heading, when the server names a new shared key</extracomment>
        <translation>Une nouvelle clé partagée</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: a new shared key is not accepted</extracomment>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Accept</source>
        <extracomment>Button: accepts a new shared key</extracomment>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint of the shared key that was accepted before</extracomment>
        <translation>Acceptée auparavant</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Above the fingerprint of a new shared key</extracomment>
        <translation>Nouvelle</translation>
    </message>
    <message>
        <source>I compared the new fingerprint with an administrator</source>
        <extracomment>Beside a box to be checked before a new shared key can be accepted</extracomment>
        <translation>J’ai comparé la nouvelle empreinte avec un administrateur</translation>
    </message>
</context>
<context>
    <name>ShowcaseButtons</name>
    <message>
        <source>Copy %1 as…</source>
        <extracomment>Name of the button on a field that offers ways to copy it. %1 is the field&apos;s label, for example Token</extracomment>
        <translation>Copier « %1 » sous forme de…</translation>
    </message>
    <message>
        <source>Show %1 as QR code</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Afficher en code QR : %1</translation>
    </message>
    <message>
        <source>Show %1 in large type</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Afficher en grands caractères : %1</translation>
    </message>
</context>
<context>
    <name>ShowcaseSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a value in large type or a QR code</extracomment>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>This value is too long for a QR code.</source>
        <extracomment>In place of a QR code</extracomment>
        <translation>Cette valeur est trop longue pour un code QR.</translation>
    </message>
    <message>
        <source>Show it anyway</source>
        <extracomment>Button: shows a value as a QR code whose signature is missing or not expected</extracomment>
        <translation>Afficher quand même</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>All secrets</source>
        <extracomment>Smart list in the sidebar: every secret of the account.</extracomment>
        <translation>Tous les secrets</translation>
    </message>
    <message>
        <source>Favourites</source>
        <extracomment>Smart list in the sidebar.</extracomment>
        <translation>Favoris</translation>
    </message>
    <message>
        <source>Recent</source>
        <extracomment>Smart list in the sidebar: the secrets that were changed last.</extracomment>
        <translation>Récents</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Smart list in the sidebar: secrets that the user has checked out at present.</extracomment>
        <translation>Empruntés</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Smart list in the sidebar: secrets that belong to somebody else.</extracomment>
        <translation>Partagés avec moi</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Smart list in the sidebar: secrets that have expired or soon will.</extracomment>
        <translation>Expirent bientôt</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Smart list in the sidebar: secrets with a signature problem, an unknown type, without a value and so on.</extracomment>
        <translation>À examiner</translation>
    </message>
</context>
<context>
    <name>SidebarFooter</name>
    <message>
        <source>Ctrl+R</source>
        <extracomment>Key that syncs, beside the button&apos;s name</extracomment>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Sync now</source>
        <extracomment>Name of the button that fetches the lists again</extracomment>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <extracomment>Key that locks, beside the button&apos;s name</extracomment>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Name of the button that locks every account</extracomment>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>Menu</source>
        <extracomment>Name of the button that opens the program&apos;s menu</extracomment>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>SidebarHeading</name>
    <message>
        <source>Types</source>
        <extracomment>Headings in the sidebar</extracomment>
        <translation>Types</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Dossiers</translation>
    </message>
</context>
<context>
    <name>SidebarRow</name>
    <message numerus="yes">
        <source>%1, %n secret(s)</source>
        <extracomment>Accessible name of a row of the sidebar: its name and how many secrets it holds</extracomment>
        <translation>
            <numerusform>%1, %n secret</numerusform>
            <numerusform>%1, %n secrets</numerusform>
        </translation>
    </message>
    <message>
        <source>Level %1, %2 of %3</source>
        <extracomment>Accessible description of a row of the tree. %1 is its depth, 1 at the top; it is number %2 of %3 there</extracomment>
        <translation>Niveau %1, %2 sur %3</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, expanded</source>
        <extracomment>The same, of a row with others below it that are shown</extracomment>
        <translation>Niveau %1, %2 sur %3, développé</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, collapsed</source>
        <extracomment>The same, of a row with others below it that are hidden</extracomment>
        <translation>Niveau %1, %2 sur %3, réduit</translation>
    </message>
</context>
<context>
    <name>SidebarTree</name>
    <message>
        <source>Lists and folders</source>
        <extracomment>Accessible name of the tree in the sidebar</extracomment>
        <translation>Listes et dossiers</translation>
    </message>
</context>
<context>
    <name>SshKeyFacts</name>
    <message>
        <source>Comment %1</source>
        <extracomment>What a screen reader says before the comment of an SSH key</extracomment>
        <translation>Commentaire %1</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <extracomment>What a screen reader says before a fingerprint</extracomment>
        <translation>Empreinte %1</translation>
    </message>
    <message>
        <source>Its type and fingerprint are seen when it is opened.</source>
        <extracomment>In place of an SSH key&apos;s type and fingerprint</extracomment>
        <translation>Son type et son empreinte sont visibles à l’ouverture.</translation>
    </message>
</context>
<context>
    <name>SshKeyHelper</name>
    <message>
        <source>About this key</source>
        <extracomment>Accessible name of the part of a form that says what a private key is</extracomment>
        <translation>À propos de cette clé</translation>
    </message>
    <message>
        <source>Looking at the key…</source>
        <extracomment>Under a private key in a form, for a moment</extracomment>
        <translation>Examen de la clé…</translation>
    </message>
    <message>
        <source>Add the passphrase</source>
        <extracomment>Button: a field for the passphrase is added to the form</extracomment>
        <translation>Ajouter la phrase de passe</translation>
    </message>
    <message>
        <source>Servers that have it do not let the private key in.</source>
        <extracomment>After the sentence that the public key in a form belongs to another key</extracomment>
        <translation>Les serveurs qui ont cette clé publique n’acceptent pas la clé privée.</translation>
    </message>
    <message>
        <source>The public key below does not belong to this private key.</source>
        <extracomment>About the two halves of an SSH key in a form</extracomment>
        <translation>La clé publique ci-dessous ne correspond pas à cette clé privée.</translation>
    </message>
    <message>
        <source>Put in the right one</source>
        <extracomment>Button: the public key that belongs to the private one takes the other&apos;s place</extracomment>
        <translation>Mettre la bonne</translation>
    </message>
    <message>
        <source>Its passphrase is removed as well. Nothing is saved yet.</source>
        <extracomment>After the question whether to put the key of a file in the place of another</extracomment>
        <translation>Sa phrase de passe disparaît également. Rien n’est encore enregistré.</translation>
    </message>
    <message>
        <source>Replace the private key that is here by the one in the file?</source>
        <extracomment>Question: a file with a private key was chosen, and the form has one already</extracomment>
        <translation>Remplacer la clé privée présente ici par celle du fichier ?</translation>
    </message>
    <message>
        <source>Replace it</source>
        <extracomment>Button: puts another key in the place of the one in the form</extracomment>
        <translation>La remplacer</translation>
    </message>
    <message>
        <source>Keep it</source>
        <extracomment>Button: the key in the form stays</extracomment>
        <translation>La conserver</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <extracomment>Button: takes a private key from a file</extracomment>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Generate key…</source>
        <extracomment>Button: makes a new SSH key</extracomment>
        <translation>Générer une clé…</translation>
    </message>
    <message>
        <source>or paste it, or drop its file here</source>
        <extracomment>Beside the buttons that choose or make a private key</extracomment>
        <translation>ou collez-la, ou déposez son fichier ici</translation>
    </message>
    <message>
        <source>Private keys (id_* *.pem *.key *.ppk)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Clés privées (id_* *.pem *.key *.ppk)</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>Clé privée</translation>
    </message>
</context>
<context>
    <name>SshKeyPane</name>
    <message>
        <source>SSH key</source>
        <extracomment>Accessible name of the part about an SSH key</extracomment>
        <translation>Clé SSH</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <extracomment>Button: uses a key whose signature is missing or not expected</extracomment>
        <translation>L’utiliser quand même</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <extracomment>Button: does not use a key</extracomment>
        <translation>Ne pas l’utiliser</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>Button: copies the public half of an SSH key</extracomment>
        <translation>Copier la clé publique</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>Button: asks for how long a key goes into the SSH agent, whose name is ssh-agent</extracomment>
        <translation>Ajouter à ssh-agent…</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>Button: takes a key out of the SSH agent</extracomment>
        <translation>Retirer de ssh-agent</translation>
    </message>
</context>
<context>
    <name>SshKeySheet</name>
    <message>
        <source>It is made on this computer and goes into the form; nothing is saved before you save.</source>
        <extracomment>Under the heading of the sheet that makes an SSH key</extracomment>
        <translation>Elle est créée sur cet ordinateur et placée dans le formulaire ; rien n’est conservé tant que vous n’enregistrez pas.</translation>
    </message>
    <message>
        <source>Generate an SSH key</source>
        <extracomment>Heading of the sheet that makes an SSH key</extracomment>
        <translation>Générer une clé SSH</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Generating…</source>
        <extracomment>Buttons that make an SSH key: while it is made, in the place of another, and else</extracomment>
        <translation>Génération…</translation>
    </message>
    <message>
        <source>Generate and replace</source>
        <translation>Générer et remplacer</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Générer</translation>
    </message>
    <message>
        <source>Servers that know only the old one do not let the new one in.</source>
        <extracomment>After the sentence that a private key is replaced</extracomment>
        <translation>Les serveurs qui ne connaissent que l’ancienne n’acceptent pas la nouvelle.</translation>
    </message>
    <message>
        <source>The new key takes the place of the one in the form.</source>
        <extracomment>Warning in the sheet that makes an SSH key</extracomment>
        <translation>La nouvelle clé prend la place de celle du formulaire.</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>Accessible name of the choice of a type of SSH key</extracomment>
        <translation>Type</translation>
    </message>
    <message>
        <source>Ends the public key, so that people see whose it is.</source>
        <extracomment>Help under the comment of an SSH key that is made</extracomment>
        <translation>Figure à la fin de la clé publique, pour que l’on voie à qui elle appartient.</translation>
    </message>
    <message>
        <source>Comment</source>
        <extracomment>Label of the comment of an SSH key that is made</extracomment>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Optional: encrypts the key once more. It is kept in the passphrase field of this secret.</source>
        <extracomment>Help under the passphrase of an SSH key that is made</extracomment>
        <translation>Facultative : elle chiffre la clé une fois de plus. Elle est conservée dans le champ « Phrase de passe » de ce secret.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of the passphrase of an SSH key that is made</extracomment>
        <translation>Phrase de passe</translation>
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
        <translation>Empreinte %1</translation>
    </message>
</context>
<context>
    <name>SshKeyTexts</name>
    <message>
        <source>%1, %2 bits</source>
        <extracomment>What an SSH key is. %1 is the name of its type, for example Ed25519 or RSA; there are always many bits.</extracomment>
        <translation>%1, %2 bits</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>About what was pasted or chosen as an SSH key. Here and below: what it is, then the next step.</extracomment>
        <translation>Ce n’est pas une clé privée.</translation>
    </message>
    <message>
        <source>Paste all of the file, with its first and last line, or choose the file itself.</source>
        <translation>Collez tout le fichier, avec sa première et sa dernière ligne, ou choisissez le fichier lui-même.</translation>
    </message>
    <message>
        <source>This is the public half of a key.</source>
        <translation>C’est la moitié publique d’une clé.</translation>
    </message>
    <message>
        <source>The private half belongs here: the file of the same name without “.pub”.</source>
        <translation>C’est la moitié privée qui va ici : le fichier du même nom sans « .pub ».</translation>
    </message>
    <message>
        <source>This is a certificate, not a private key.</source>
        <translation>C’est un certificat, pas une clé privée.</translation>
    </message>
    <message>
        <source>Choose the private key that the certificate was made for.</source>
        <translation>Choisissez la clé privée pour laquelle le certificat a été créé.</translation>
    </message>
    <message>
        <source>This is an OpenPGP key, not an SSH key.</source>
        <translation>C’est une clé OpenPGP, pas une clé SSH.</translation>
    </message>
    <message>
        <source>Keep it in GnuPG. For SSH, generate a key here or choose another file.</source>
        <translation>Gardez-la dans GnuPG. Pour SSH, générez une clé ici ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>This private key is damaged or not complete.</source>
        <translation>Cette clé privée est endommagée ou incomplète.</translation>
    </message>
    <message>
        <source>Paste all of the file, from its first to its last line.</source>
        <translation>Collez tout le fichier, de sa première à sa dernière ligne.</translation>
    </message>
    <message>
        <source>This is too large for a private key.</source>
        <translation>C’est trop volumineux pour une clé privée.</translation>
    </message>
    <message>
        <source>Choose the file that has the key and nothing else.</source>
        <translation>Choisissez le fichier qui contient la clé et rien d’autre.</translation>
    </message>
    <message>
        <source>This key is of a security key (FIDO), and of no use without it.</source>
        <translation>Cette clé est liée à une clé de sécurité (FIDO) et ne sert à rien sans elle.</translation>
    </message>
    <message>
        <source>It can be kept here as it is. To use it, load it with ssh-add.</source>
        <translation>Elle peut être conservée ici telle quelle. Pour l’utiliser, chargez-la avec ssh-add.</translation>
    </message>
    <message>
        <source>This is a DSA key, which SSH does not accept any more.</source>
        <translation>C’est une clé DSA, que SSH n’accepte plus.</translation>
    </message>
    <message>
        <source>Generate an Ed25519 key, and put its public key where the old one was.</source>
        <translation>Générez une clé Ed25519 et placez sa clé publique là où se trouvait l’ancienne.</translation>
    </message>
    <message>
        <source>Coffret cannot read this kind of key.</source>
        <translation>Coffret ne peut pas lire ce type de clé.</translation>
    </message>
    <message>
        <source>It can be kept here as it is. “ssh-keygen -p -f FILE” writes many keys in a form that can be read.</source>
        <translation>Elle peut être conservée ici telle quelle. « ssh-keygen -p -f FICHIER » réécrit beaucoup de clés dans un format lisible.</translation>
    </message>
    <message>
        <source>This key is in PuTTY&apos;s format, and puttygen is not installed.</source>
        <translation>Cette clé est au format de PuTTY, et puttygen n’est pas installé.</translation>
    </message>
    <message>
        <source>Install the package putty-tools, then paste the key again.</source>
        <translation>Installez le paquet putty-tools, puis collez à nouveau la clé.</translation>
    </message>
    <message>
        <source>This key is encrypted with a passphrase.</source>
        <translation>Cette clé est chiffrée avec une phrase de passe.</translation>
    </message>
    <message>
        <source>Enter the passphrase to see that the key is whole.</source>
        <translation>Saisissez la phrase de passe pour vérifier que la clé est intacte.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <translation>La phrase de passe n’ouvre pas la clé privée.</translation>
    </message>
    <message>
        <source>Look for capital letters and the keyboard layout, or whether it belongs to another key.</source>
        <translation>Vérifiez les majuscules, la disposition du clavier, et si la phrase n’est pas celle d’une autre clé.</translation>
    </message>
    <message>
        <source>The SSH agent takes no key that asks before each use.</source>
        <translation>L’agent SSH n’accepte pas de clé qui demande confirmation avant chaque utilisation.</translation>
    </message>
    <message>
        <source>Add the key without “Confirm each use”, or start the ssh-agent of OpenSSH.</source>
        <translation>Ajoutez la clé sans « Confirmer chaque utilisation », ou démarrez le ssh-agent d’OpenSSH.</translation>
    </message>
    <message>
        <source>The agent is gpg-agent, which would keep the key on disk for good.</source>
        <translation>L’agent est gpg-agent, qui garderait la clé définitivement sur le disque.</translation>
    </message>
    <message>
        <source>Start the ssh-agent of OpenSSH, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Démarrez le ssh-agent d’OpenSSH, vérifiez que SSH_AUTH_SOCK le désigne, et redémarrez Coffret.</translation>
    </message>
    <message>
        <source>The SSH agent does not answer.</source>
        <translation>L’agent SSH ne répond pas.</translation>
    </message>
    <message>
        <source>Look for a window in which it asks something, then try again.</source>
        <translation>Cherchez une fenêtre dans laquelle il demande quelque chose, puis réessayez.</translation>
    </message>
    <message>
        <source>What SSH_AUTH_SOCK names is not an SSH agent.</source>
        <translation>Ce que désigne SSH_AUTH_SOCK n’est pas un agent SSH.</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Démarrez ssh-agent, vérifiez que SSH_AUTH_SOCK le désigne, et redémarrez Coffret.</translation>
    </message>
    <message>
        <source>The agent has this key already, and not from Coffret.</source>
        <translation>L’agent a déjà cette clé, et elle ne vient pas de Coffret.</translation>
    </message>
    <message>
        <source>It can be used as it is. To have Coffret limit it, take it out with “ssh-add -d” first.</source>
        <translation>Elle peut être utilisée telle quelle. Pour que Coffret en limite l’usage, retirez-la d’abord avec « ssh-add -d ».</translation>
    </message>
</context>
<context>
    <name>StepMarks</name>
    <message>
        <source>Step %1 of %2</source>
        <extracomment>Accessible name of the setup&apos;s progress. %1 and %2 are numbers</extracomment>
        <translation>Étape %1 sur %2</translation>
    </message>
</context>
<context>
    <name>StrengthBar</name>
    <message>
        <source>Strength: %1. %2</source>
        <extracomment>What a screen reader says of a password. %1 is a word such as Strong, %2 a sentence about how long guessing takes</extracomment>
        <translation>Niveau de robustesse : %1. %2</translation>
    </message>
</context>
<context>
    <name>StrengthTexts</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of seconds.</extracomment>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of minutes.</extracomment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of hours.</extracomment>
        <translation>
            <numerusform>%n heure</numerusform>
            <numerusform>%n heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of days.</extracomment>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of months.</extracomment>
        <translation>
            <numerusform>%n mois</numerusform>
            <numerusform>%n mois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of years, at most 100.</extracomment>
        <translation>
            <numerusform>%n an</numerusform>
            <numerusform>%n ans</numerusform>
        </translation>
    </message>
    <message>
        <source>Very weak</source>
        <extracomment>How strong a password is, the first of five.</extracomment>
        <translation>Très faible</translation>
    </message>
    <message>
        <source>Weak</source>
        <extracomment>How strong a password is, the second of five.</extracomment>
        <translation>Faible</translation>
    </message>
    <message>
        <source>Fair</source>
        <extracomment>How strong a password is, the third of five.</extracomment>
        <translation>Moyen</translation>
    </message>
    <message>
        <source>Strong</source>
        <extracomment>How strong a password is, the fourth of five.</extracomment>
        <translation>Fort</translation>
    </message>
    <message>
        <source>Very strong</source>
        <extracomment>How strong a password is, the last of five.</extracomment>
        <translation>Très fort</translation>
    </message>
    <message>
        <source>Guessed at once from a stolen copy.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>Se devine immédiatement à partir d’une copie volée.</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes centuries.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>Le deviner à partir d’une copie volée prend des siècles.</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes about %1.</source>
        <extracomment>How long guessing a password takes. %1 is a time, such as &quot;3 hours&quot;.</extracomment>
        <translation>Le deviner à partir d’une copie volée prend environ %1.</translation>
    </message>
    <message>
        <source>%1 bits of entropy</source>
        <extracomment>How many equally likely passwords there are, as the exponent of two. %1 is a number such as 131.1</extracomment>
        <translation>%1 bits d’entropie</translation>
    </message>
</context>
<context>
    <name>SymbolPopup</name>
    <message>
        <source>Symbol</source>
        <extracomment>Heading above the symbols a secret can have</extracomment>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>Accessible name of the grid of symbols a secret can have</extracomment>
        <translation>Symboles</translation>
    </message>
    <message>
        <source>Colour</source>
        <extracomment>Heading above the colours a secret can have</extracomment>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>Accessible name of the row of colours a secret can have</extracomment>
        <translation>Couleurs</translation>
    </message>
</context>
<context>
    <name>SymbolTexts</name>
    <message>
        <source>Key</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Globe</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Globe</translation>
    </message>
    <message>
        <source>Person</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Speech bubble</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Bulle</translation>
    </message>
    <message>
        <source>Envelope</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Enveloppe</translation>
    </message>
    <message>
        <source>Inbox</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Boîte de réception</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Database</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>Terminal</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Screen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Écran</translation>
    </message>
    <message>
        <source>Printer</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Imprimante</translation>
    </message>
    <message>
        <source>Chip</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Puce</translation>
    </message>
    <message>
        <source>Disc</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Disque</translation>
    </message>
    <message>
        <source>Camera</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Appareil photo</translation>
    </message>
    <message>
        <source>Connection</source>
        <extracomment>Symbol a secret can have: a plug, a link between two things.</extracomment>
        <translation>Liaison</translation>
    </message>
    <message>
        <source>Gear</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Engrenage</translation>
    </message>
    <message>
        <source>Tool</source>
        <extracomment>Symbol a secret can have: a spanner.</extracomment>
        <translation>Outil</translation>
    </message>
    <message>
        <source>Energy</source>
        <extracomment>Symbol a secret can have: a flash of lightning.</extracomment>
        <translation>Énergie</translation>
    </message>
    <message>
        <source>Programs</source>
        <extracomment>Symbol a secret can have: several things on top of each other.</extracomment>
        <translation>Programmes</translation>
    </message>
    <message>
        <source>Run</source>
        <extracomment>Symbol a secret can have: a triangle that starts something.</extracomment>
        <translation>Exécuter</translation>
    </message>
    <message>
        <source>Bank</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Banque</translation>
    </message>
    <message>
        <source>House</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Maison</translation>
    </message>
    <message>
        <source>Box</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Boîte</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Note</translation>
    </message>
    <message>
        <source>Book</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Livre</translation>
    </message>
    <message>
        <source>Pen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Stylo</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Cadenas</translation>
    </message>
    <message>
        <source>Open lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Cadenas ouvert</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Flag</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Drapeau</translation>
    </message>
    <message>
        <source>Star</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Étoile</translation>
    </message>
    <message>
        <source>Tick</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Coche</translation>
    </message>
    <message>
        <source>Warning</source>
        <extracomment>Symbol a secret can have: a triangle with an exclamation mark.</extracomment>
        <translation>Avertissement</translation>
    </message>
    <message>
        <source>Cross</source>
        <extracomment>Symbol a secret can have: a circle with a cross.</extracomment>
        <translation>Croix</translation>
    </message>
    <message>
        <source>Information</source>
        <extracomment>Symbol a secret can have: a circle with the letter i.</extracomment>
        <translation>Information</translation>
    </message>
    <message>
        <source>Rubbish</source>
        <extracomment>Symbol a secret can have: a bin.</extracomment>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>As its type</source>
        <extracomment>Symbol of a secret: not one of its own, but that of all logins, notes and so on.</extracomment>
        <translation>Celui de son type</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Rouge</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Jaune</translation>
    </message>
    <message>
        <source>Green</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Teal</source>
        <extracomment>Colour behind a secret&apos;s symbol: between green and blue.</extracomment>
        <translation>Bleu-vert</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Bleu</translation>
    </message>
    <message>
        <source>Purple</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Violet</translation>
    </message>
    <message>
        <source>Grey</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Gris</translation>
    </message>
</context>
<context>
    <name>TagChip</name>
    <message>
        <source>Remove tag %1</source>
        <extracomment>Name of the button that takes a tag off a secret. %1 is the tag</extracomment>
        <translation>Retirer l’étiquette %1</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>New tag</source>
        <extracomment>Label of the field for a new tag</extracomment>
        <translation>Nouvelle étiquette</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Login</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Clé SSH</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Note</translation>
    </message>
    <message>
        <source>API key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Clé d’API</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>Other</source>
        <extracomment>A type of secret that this version does not know.</extracomment>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Identifiants</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Clés SSH</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Notes</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Clés d’API</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Certificats</translation>
    </message>
    <message>
        <source>Other types</source>
        <extracomment>Sidebar: secrets of types that this version does not know.</extracomment>
        <translation>Autres types</translation>
    </message>
    <message>
        <source>User name, password, one-time code</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Nom d’utilisateur, mot de passe, code à usage unique</translation>
    </message>
    <message>
        <source>Private key and passphrase</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Clé privée et phrase de passe</translation>
    </message>
    <message>
        <source>Any text, encrypted</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Texte libre, chiffré</translation>
    </message>
    <message>
        <source>Access token of a service</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Jeton d’accès d’un service</translation>
    </message>
    <message>
        <source>Certificate with its private key</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Certificat avec sa clé privée</translation>
    </message>
    <message>
        <source>Locked</source>
        <extracomment>State of an account.</extracomment>
        <translation>Verrouillé</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <extracomment>State of an account.</extracomment>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>Second factor needed</source>
        <extracomment>State of an account.</extracomment>
        <translation>Second facteur requis</translation>
    </message>
    <message>
        <source>Loading…</source>
        <extracomment>State of an account.</extracomment>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>State of an account.</extracomment>
        <translation>Ouvert</translation>
    </message>
    <message>
        <source>Could not be opened</source>
        <extracomment>State of an account.</extracomment>
        <translation>N’a pas pu être ouvert</translation>
    </message>
    <message>
        <source>Out of date or out of place</source>
        <extracomment>Marker in the list: the server sent something older, or something of another secret.</extracomment>
        <translation>Dépassé ou pas à sa place</translation>
    </message>
    <message>
        <source>Waiting for the shared key</source>
        <extracomment>Marker in the list: details are encrypted with a shared key that an administrator has yet to give the user.</extracomment>
        <translation>En attente de la clé partagée</translation>
    </message>
    <message>
        <source>Details cannot be decrypted</source>
        <extracomment>Marker in the list: name and details of this secret could not be decrypted.</extracomment>
        <translation>Détails impossibles à déchiffrer</translation>
    </message>
    <message>
        <source>Signature not verified</source>
        <extracomment>Marker in the list: name and details carry no valid signature of an expected person.</extracomment>
        <translation>Signature non vérifiée</translation>
    </message>
    <message>
        <source>Signature of the values not verified</source>
        <extracomment>Marker in the list: the values, when last opened, carried no valid signature of an expected person.</extracomment>
        <translation>Signature des valeurs non vérifiée</translation>
    </message>
    <message>
        <source>Signature of a tag not verified</source>
        <extracomment>Marker in the list: the encrypted name of a tag carries no valid signature of an expected person.</extracomment>
        <translation>Signature d’une étiquette non vérifiée</translation>
    </message>
    <message>
        <source>Unknown type, read only</source>
        <extracomment>Marker in the list: this version does not know the type, so the secret can only be read.</extracomment>
        <translation>Type inconnu, lecture seule</translation>
    </message>
    <message>
        <source>No value set</source>
        <extracomment>Marker in the list.</extracomment>
        <translation>Aucune valeur</translation>
    </message>
    <message>
        <source>This was seen before as an older value, or as another secret&apos;s. The server may have changed it without anybody&apos;s signature.</source>
        <extracomment>Below a value whose signature may be good.</extracomment>
        <translation>Ce contenu a déjà été vu comme valeur plus ancienne, ou comme celle d’un autre secret. Il se peut que le serveur l’ait changé sans la signature de personne.</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted: the server can read it.</source>
        <extracomment>Below a secret of a vault without end-to-end encryption.</extracomment>
        <translation>Non chiffré de bout en bout : le serveur peut le lire.</translation>
    </message>
    <message>
        <source>Signed by %1.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Signé par %1.</translation>
    </message>
    <message>
        <source>Signed by %1, who was not expected to have written this.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Signé par %1, de qui cela n’était pas attendu.</translation>
    </message>
    <message>
        <source>Signed with a key that is not known here.</source>
        <translation>Signé avec une clé inconnue ici.</translation>
    </message>
    <message>
        <source>Not signed: who wrote this cannot be told.</source>
        <translation>Non signé : impossible de dire qui l’a écrit.</translation>
    </message>
    <message>
        <source>The signature does not fit the content.</source>
        <translation>La signature ne correspond pas au contenu.</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that has expired.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Signé par %1 avec une clé expirée.</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that was revoked.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Signé par %1 avec une clé révoquée.</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values</source>
        <extracomment>Why a value cannot be copied.</extracomment>
        <translation>Votre administrateur n’autorise pas la copie des valeurs</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>Votre administrateur n’autorise pas l’affichage des valeurs</translation>
    </message>
    <message>
        <source>just now</source>
        <extracomment>A moment less than a minute ago.</extracomment>
        <translation>à l’instant</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <extracomment>Short for minutes.</extracomment>
        <translation>
            <numerusform>il y a %n min</numerusform>
            <numerusform>il y a %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>today %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>aujourd’hui à %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>hier à %1</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>&apos;le&apos; d MMM yyyy</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Expiré</translation>
    </message>
    <message>
        <source>Expires today</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Expire aujourd’hui</translation>
    </message>
    <message>
        <source>Expires tomorrow</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Expire demain</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n days</source>
        <extracomment>Said of a secret in a list. %n is at least 2.</extracomment>
        <translation>
            <numerusform>Expire dans %n jour</numerusform>
            <numerusform>Expire dans %n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>Presentation mode is on: values can be copied, but are not shown</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>Le mode présentation est activé : les valeurs peuvent être copiées, mais ne sont pas affichées</translation>
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
        <translation>Dernières modifications</translation>
    </message>
    <message>
        <source>Newest</source>
        <extracomment>A way to sort a list: what was made last comes first</extracomment>
        <translation>Plus récents</translation>
    </message>
    <message>
        <source>Expiring first</source>
        <extracomment>A way to sort a list: what expires soonest comes first</extracomment>
        <translation>Expiration proche d’abord</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>A way to sort a list: logins, SSH keys, notes ...</extracomment>
        <translation>Type</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>A way to sort a list: by name, and in search results by how well they match</extracomment>
        <translation>Nom</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>Two facts beside each other in one line: whose and where. Each may consist of several itself.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Whether it is the latest value, and this secret&apos;s, is not known: the file with what was seen before cannot be read.</source>
        <extracomment>Below a value, after a sentence about its signature. The file is one of Coffret&apos;s own, on this computer.</extracomment>
        <translation>On ne sait pas si c’est la valeur la plus récente, ni celle de ce secret : le fichier de ce qui a été vu auparavant ne peut pas être lu.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message numerus="yes">
        <source>%1. Clears in %n s</source>
        <extracomment>Message after copying. %1 is what happened (for example Password copied), %n the seconds until the clipboard is emptied</extracomment>
        <translation>
            <numerusform>%1. Effacement dans %n s</numerusform>
            <numerusform>%1. Effacement dans %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear now</source>
        <extracomment>Button in the message after copying: empties the clipboard at once</extracomment>
        <translation>Effacer maintenant</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <extracomment>Button that closes a message</extracomment>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>TokenMenu</name>
    <message>
        <source>Copy as Authorization header</source>
        <extracomment>Menu: copies an API key as a header of a request; &quot;Authorization&quot; stays as it is</extracomment>
        <translation>Copier comme en-tête Authorization</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>Copier comme ligne export</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>Copier en JSON</translation>
    </message>
</context>
<context>
    <name>TokenStep</name>
    <message>
        <source>Tokens and passwords are kept in your system&apos;s keyring, never in a file of their own.</source>
        <extracomment>Sentence under the heading of the token screen</extracomment>
        <translation>Les jetons et les mots de passe sont conservés dans le trousseau de votre système, jamais dans un fichier à part.</translation>
    </message>
    <message>
        <source>Your access tokens</source>
        <extracomment>Heading of the token screen</extracomment>
        <translation>Vos jetons d’accès</translation>
    </message>
    <message>
        <source>Your access token</source>
        <translation>Votre jeton d’accès</translation>
    </message>
    <message>
        <source>With an access token</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>Avec un jeton d’accès</translation>
    </message>
    <message>
        <source>With user name and password</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>Avec nom d’utilisateur et mot de passe</translation>
    </message>
    <message>
        <source>As on the server&apos;s portal in the browser.</source>
        <extracomment>Help under the field for the user name on the server&apos;s portal</extracomment>
        <translation>Le même que sur le portail du serveur dans le navigateur.</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the field for the user name on the server&apos;s portal</extracomment>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of the field for the password on the server&apos;s portal</extracomment>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Made in the dashboard under Settings, API Access, with the Read scope.</source>
        <extracomment>Help under the token field: where to get one</extracomment>
        <translation>À créer dans le tableau de bord, sous « Settings », « API Access », avec la portée « Read ».</translation>
    </message>
    <message>
        <source>Shown once by your appliance when the API key is made.</source>
        <translation>Affiché une seule fois par votre équipement, à la création de la clé d’API.</translation>
    </message>
    <message>
        <source>Read token</source>
        <extracomment>Label of the token field</extracomment>
        <translation>Jeton de lecture</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Jeton d’accès</translation>
    </message>
    <message>
        <source>Only needed to change values. It cannot read them.</source>
        <extracomment>Help under the write token field</extracomment>
        <translation>Nécessaire seulement pour modifier des valeurs. Il ne permet pas de les lire.</translation>
    </message>
    <message>
        <source>Write token (optional)</source>
        <extracomment>Label of the write token field</extracomment>
        <translation>Jeton d’écriture (facultatif)</translation>
    </message>
</context>
<context>
    <name>TrustStep</name>
    <message>
        <source>Sets the account up for the first time</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>Configure le compte pour la première fois</translation>
    </message>
    <message>
        <source>Gets back to an account that is set up</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>Rétablit l’accès à un compte déjà configuré</translation>
    </message>
    <message>
        <source>Compare with what your administrator gave you. Coffret remembers it and stops if it ever changes.</source>
        <extracomment>Sentence under the heading of the screen that shows fingerprints</extracomment>
        <translation>Comparez avec ce que votre administrateur vous a donné. Coffret s’en souvient et s’arrête en cas de changement.</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <extracomment>Heading of the screen that shows the server&apos;s fingerprints</extracomment>
        <translation>Est-ce bien votre serveur ?</translation>
    </message>
    <message>
        <source>Certificate, vouched for by an authority you trust</source>
        <extracomment>Above a certificate&apos;s fingerprint</extracomment>
        <translation>Certificat, garanti par une autorité à laquelle vous faites confiance</translation>
    </message>
    <message>
        <source>Certificate that no authority you trust vouches for</source>
        <translation>Certificat qu’aucune autorité à laquelle vous faites confiance ne garantit</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key, the same as in your account kit</source>
        <extracomment>Above a Passbolt server&apos;s key fingerprint; when it is the one an account kit names</extracomment>
        <translation>La clé OpenPGP du serveur, la même que dans votre kit de compte</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key</source>
        <translation>La clé OpenPGP du serveur</translation>
    </message>
    <message>
        <source>The key your account kit was made for</source>
        <extracomment>Above the fingerprint that an account kit names, when the server shows another one</extracomment>
        <translation>La clé pour laquelle votre kit de compte a été créé</translation>
    </message>
    <message>
        <source>Signing in works, but others would see what you sign now at a wrong time. Switch on automatic time, or set the clock.</source>
        <extracomment>Under the sentence that says how far this computer&apos;s clock is off</extracomment>
        <translation>La connexion fonctionne, mais d’autres verraient ce que vous signez maintenant avec une heure fausse. Activez l’heure automatique ou réglez l’horloge.</translation>
    </message>
    <message>
        <source>Paste the SHA-256 fingerprint your administrator gave you, not the one shown above. If both agree, this certificate and no other is accepted.</source>
        <extracomment>Help under the field for the expected fingerprint of a certificate</extracomment>
        <translation>Collez l’empreinte SHA-256 que votre administrateur vous a donnée, non celle affichée ci-dessus. Si les deux concordent, ce certificat est accepté, et aucun autre.</translation>
    </message>
    <message>
        <source>Expected fingerprint</source>
        <extracomment>Label of the field for the expected fingerprint</extracomment>
        <translation>Empreinte attendue</translation>
    </message>
</context>
<context>
    <name>TypeChips</name>
    <message>
        <source>Filter by type</source>
        <extracomment>Accessible name of the row of filters above the list</extracomment>
        <translation>Filtrer par type</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>Filter above the list: every type</extracomment>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Identifiants</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Clés SSH</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Notes</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Clés d’API</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Certificats</translation>
    </message>
</context>
<context>
    <name>TypeChoice</name>
    <message>
        <source>Types of secrets</source>
        <extracomment>Accessible name of the tiles that offer types of secrets</extracomment>
        <translation>Types de secrets</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Heading above the tiles that offer types of secrets</extracomment>
        <translation>Nouveau secret</translation>
    </message>
    <message>
        <source>Its type stays as you choose it here.</source>
        <extracomment>Under the heading. %1 is where the new secret goes</extracomment>
        <translation>Le type choisi ici ne change plus ensuite.</translation>
    </message>
    <message>
        <source>It goes to %1. Its type stays as you choose it here.</source>
        <translation>Le secret ira dans %1. Le type choisi ici ne change plus ensuite.</translation>
    </message>
</context>
<context>
    <name>TypeMenuItem</name>
    <message>
        <source>Ctrl+Shift+V</source>
        <extracomment>Key that types a value into another window, in a menu</extracomment>
        <translation>Ctrl+Maj+V</translation>
    </message>
    <message>
        <source>Type into another window…</source>
        <extracomment>Menu of a secret: types its value into another program&apos;s window</extracomment>
        <translation>Saisir dans une autre fenêtre…</translation>
    </message>
</context>
<context>
    <name>TypeSheet</name>
    <message>
        <source>Type into another window</source>
        <extracomment>Heading of the sheet that types a value into another program&apos;s window</extracomment>
        <translation>Saisir dans une autre fenêtre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Type and press Enter</source>
        <extracomment>Button: types a value into another window and presses the Enter key behind it</extracomment>
        <translation>Saisir et appuyer sur Entrée</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that type a value into another window: before and while it is opened, and after a warning</extracomment>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Type anyway</source>
        <translation>Saisir quand même</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Saisir</translation>
    </message>
</context>
<context>
    <name>TypingWords</name>
    <message>
        <source>This desktop lets no program type into the windows of others. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>Ce bureau ne laisse aucun programme saisir dans les fenêtres des autres. Copiez plutôt la valeur.</translation>
    </message>
    <message>
        <source>This display lets no program type, because it has no XTEST. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. XTEST is a part of an X display.</extracomment>
        <translation>Cet affichage ne laisse aucun programme saisir, car il n’a pas XTEST. Copiez plutôt la valeur.</translation>
    </message>
    <message>
        <source>This desktop lets no program type: its portal has no remote keyboard. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. &quot;Portal&quot; is the part of a desktop that programs ask.</extracomment>
        <translation>Ce bureau ne laisse aucun programme saisir : son portail n’a pas de clavier distant. Copiez plutôt la valeur.</translation>
    </message>
    <message>
        <source>Nothing was typed: the value has characters that no key types.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Rien n’a été saisi : la valeur contient des caractères qu’aucune touche ne produit.</translation>
    </message>
    <message>
        <source>Typing was stopped because a key was held down.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>La saisie a été arrêtée, car une touche était maintenue enfoncée.</translation>
    </message>
    <message>
        <source>Nothing was typed: the window did not get the keyboard back.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Rien n’a été saisi : la fenêtre n’a pas récupéré le clavier.</translation>
    </message>
    <message>
        <source>Typing was stopped because another window came to the front. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>La saisie a été arrêtée, car une autre fenêtre est passée au premier plan. Une partie de la valeur s’y trouve peut-être.</translation>
    </message>
    <message>
        <source>Typing was stopped because the keyboard layout changed. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>La saisie a été arrêtée, car la disposition du clavier a changé. Une partie de la valeur s’y trouve peut-être.</translation>
    </message>
    <message>
        <source>Nothing was typed: the desktop did not allow it.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Rien n’a été saisi : le bureau ne l’a pas autorisé.</translation>
    </message>
    <message>
        <source>Typing was stopped because the desktop broke it off.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>La saisie a été arrêtée, car le bureau l’a interrompue.</translation>
    </message>
    <message>
        <source>Types into the window in front once Coffret is out of the way</source>
        <extracomment>Asks before a value is typed, where Coffret cannot see other windows.</extracomment>
        <translation>Saisie dans la fenêtre au premier plan dès que Coffret s’est effacé</translation>
    </message>
    <message>
        <source>Types into a window of %1</source>
        <extracomment>Asks before a value is typed. %1 is the name of a program, as it calls itself.</extracomment>
        <translation>Saisie dans une fenêtre du programme %1</translation>
    </message>
    <message>
        <source>Types into: %1</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window.</extracomment>
        <translation>Saisie dans : %1</translation>
    </message>
    <message>
        <source>Types into: %1 (%2)</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window, %2 the program, as it calls itself.</extracomment>
        <translation>Saisie dans : %1 (%2)</translation>
    </message>
</context>
<context>
    <name>UpgradeMenuItem</name>
    <message>
        <source>Upgrade to encrypted details…</source>
        <extracomment>Menu of a secret: its name and addresses, in the clear on the server until now, are encrypted</extracomment>
        <translation>Passer aux détails chiffrés…</translation>
    </message>
</context>
<context>
    <name>UpgradeTexts</name>
    <message>
        <source>The server keeps no copy of the key. Whoever runs it can no longer read them.</source>
        <extracomment>What encrypting names comes to: nobody but people with access knows them.</extracomment>
        <translation>Le serveur ne garde aucune copie de la clé. Son responsable ne peut plus lire ces détails.</translation>
    </message>
    <message>
        <source>Those that only you can see are encrypted for you alone. For shared ones the server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to. &quot;Shared&quot; secrets are those that others can see as well.</extracomment>
        <translation>Les détails des secrets que vous seul pouvez voir sont chiffrés pour vous seul. Pour ceux des secrets partagés, le serveur garde une copie de la clé : son responsable peut donc toujours les lire.</translation>
    </message>
    <message>
        <source>The server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Le serveur garde une copie de la clé : son responsable peut donc toujours lire ces détails.</translation>
    </message>
    <message>
        <source>Every secret you may change has encrypted details already.</source>
        <extracomment>Instead of encrypting names: there is none to encrypt.</extracomment>
        <translation>Tous les secrets que vous pouvez modifier ont déjà des détails chiffrés.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) get encrypted details: name, user name, addresses, description.</source>
        <extracomment>What encrypting names comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Les détails de %n secret seront chiffrés : nom, nom d’utilisateur, adresses, description.</numerusform>
            <numerusform>Les détails de %n secrets seront chiffrés : nom, nom d’utilisateur, adresses, description.</numerusform>
        </translation>
    </message>
    <message>
        <source>You sign these details with your key, as the list shows them now.</source>
        <extracomment>What encrypting names comes to: the person&apos;s OpenPGP key signs the details of every secret.</extracomment>
        <translation>Vous signez ces détails avec votre clé, tels que la liste les montre maintenant.</translation>
    </message>
    <message>
        <source>Type, dates, folder, tags, comments, and who has access stay readable for the server. Passwords and other values stay as they are.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Le type, les dates, le dossier, les étiquettes, les commentaires et les accès restent lisibles pour le serveur. Les mots de passe et les autres valeurs restent tels quels.</translation>
    </message>
    <message>
        <source>Programs that do not know encrypted details no longer show these secrets. Coffret cannot turn this back.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Les programmes qui ne connaissent pas les détails chiffrés n’affichent plus ces secrets. Coffret ne peut pas revenir en arrière.</translation>
    </message>
    <message>
        <source>Encrypt the details of all secrets?</source>
        <translation>Chiffrer les détails de tous les secrets ?</translation>
    </message>
    <message>
        <source>Encrypt the details of “%1”?</source>
        <translation>Chiffrer les détails de « %1 » ?</translation>
    </message>
    <message>
        <source>Encrypt details</source>
        <extracomment>Button: encrypts names and addresses.</extracomment>
        <translation>Chiffrer les détails</translation>
    </message>
</context>
<context>
    <name>UriCard</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the web addresses of a secret</extracomment>
        <translation>Adresses</translation>
    </message>
</context>
<context>
    <name>UriEditor</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the addresses of a secret in a form</extracomment>
        <translation>Adresses</translation>
    </message>
    <message>
        <source>Add address</source>
        <extracomment>Button below the addresses of a secret</extracomment>
        <translation>Ajouter une adresse</translation>
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
        <translation>Retirer l’adresse %1</translation>
    </message>
</context>
<context>
    <name>UriRow</name>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies an address. %1 is the address</extracomment>
        <translation>Copier %1</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <extracomment>Name of the button that opens a web address. %1 is the address</extracomment>
        <translation>Ouvrir %1 dans le navigateur</translation>
    </message>
</context>
<context>
    <name>UserMessages</name>
    <message>
        <source>The server cannot be reached.</source>
        <extracomment>Error banner. Cause, then next step.</extracomment>
        <translation>Le serveur est injoignable.</translation>
    </message>
    <message>
        <source>Check the network connection and the address, then try again.</source>
        <translation>Vérifiez la connexion réseau et l’adresse, puis réessayez.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Le serveur n’a pas répondu à temps.</translation>
    </message>
    <message>
        <source>Try again in a moment. If it stays silent, ask whoever runs it.</source>
        <translation>Réessayez dans un instant. S’il ne répond toujours pas, adressez-vous à son responsable.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again when you are ready.</source>
        <translation>Rien n’a été modifié. Réessayez quand vous serez prêt.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>Le certificat du serveur n’est pas reconnu.</translation>
    </message>
    <message>
        <source>Nothing was sent. If your organisation has its own certificate authority, add its file when you set up the account.</source>
        <translation>Rien n’a été envoyé. Si votre organisation a sa propre autorité de certification, ajoutez son fichier lors de la configuration du compte.</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one you accepted.</source>
        <translation>Le serveur présente un autre certificat que celui que vous avez accepté.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server whether it was renewed, and for the new fingerprint.</source>
        <translation>Rien n’a été envoyé. Demandez au responsable du serveur s’il a été renouvelé, ainsi que la nouvelle empreinte.</translation>
    </message>
    <message>
        <source>The server tried to send you to another address.</source>
        <translation>Le serveur a tenté de vous renvoyer vers une autre adresse.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check the account&apos;s address.</source>
        <translation>Rien n’y a été envoyé. Vérifiez l’adresse du compte.</translation>
    </message>
    <message>
        <source>The answer is larger than Coffret accepts.</source>
        <translation>La réponse est plus volumineuse que ce que Coffret accepte.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server; this should not happen with an ordinary secret.</source>
        <translation>Adressez-vous au responsable du serveur ; cela ne devrait pas arriver avec un secret ordinaire.</translation>
    </message>
    <message>
        <source>The server did not accept the sign-in.</source>
        <translation>Le serveur n’a pas accepté la connexion.</translation>
    </message>
    <message>
        <source>Try again. If it persists, the token has ended or your key is not known there: set the account up again.</source>
        <translation>Réessayez. Si le problème persiste, le jeton n’est plus valable ou votre clé n’y est pas connue : configurez à nouveau le compte.</translation>
    </message>
    <message>
        <source>The server asks for a second factor.</source>
        <translation>Le serveur demande un second facteur.</translation>
    </message>
    <message>
        <source>Enter the code of your authenticator or key to go on.</source>
        <translation>Saisissez le code de votre application d’authentification ou de votre clé pour continuer.</translation>
    </message>
    <message>
        <source>Too many wrong codes: the server has ended the session.</source>
        <translation>Trop de codes erronés : le serveur a mis fin à la session.</translation>
    </message>
    <message>
        <source>Sign in again and wait for a fresh code before you enter it.</source>
        <translation>Connectez-vous à nouveau et attendez un nouveau code avant de le saisir.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Vous n’avez pas le droit de faire cela.</translation>
    </message>
    <message>
        <source>Ask the owner of the secret, or whoever gave you the token, for access.</source>
        <translation>Demandez l’accès au propriétaire du secret, ou à la personne qui vous a donné le jeton.</translation>
    </message>
    <message>
        <source>Your administrator does not allow this.</source>
        <translation>Votre administrateur ne le permet pas.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server if you need it.</source>
        <translation>Adressez-vous au responsable du serveur si vous en avez besoin.</translation>
    </message>
    <message>
        <source>The secret is gone, or it is not shared with you.</source>
        <translation>Le secret n’existe plus, ou il n’est pas partagé avec vous.</translation>
    </message>
    <message>
        <source>Sync to see the current list.</source>
        <translation>Synchronisez pour voir la liste actuelle.</translation>
    </message>
    <message>
        <source>Somebody else changed this first.</source>
        <translation>Quelqu’un d’autre a modifié cela avant vous.</translation>
    </message>
    <message>
        <source>Sync, look at the change and try again.</source>
        <translation>Synchronisez, examinez la modification et réessayez.</translation>
    </message>
    <message>
        <source>The server asks to slow down.</source>
        <translation>Le serveur demande de ralentir.</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Patientez une minute, puis réessayez.</translation>
    </message>
    <message>
        <source>The server failed.</source>
        <translation>Le serveur a rencontré une erreur.</translation>
    </message>
    <message>
        <source>Try again in a moment. If it persists, tell whoever runs it what Details says.</source>
        <translation>Réessayez dans un instant. Si le problème persiste, communiquez à son responsable ce qu’indiquent les détails.</translation>
    </message>
    <message>
        <source>The server&apos;s answer cannot be understood.</source>
        <translation>La réponse du serveur est incompréhensible.</translation>
    </message>
    <message>
        <source>Check that the address leads to the right service. Details may help whoever runs it.</source>
        <translation>Vérifiez que l’adresse mène au bon service. Les détails peuvent aider le responsable du serveur.</translation>
    </message>
    <message>
        <source>This server cannot do that, or is set up in a way Coffret does not support.</source>
        <translation>Ce serveur ne sait pas le faire, ou est configuré d’une manière que Coffret ne prend pas en charge.</translation>
    </message>
    <message>
        <source>Details says what is missing.</source>
        <translation>Les détails indiquent ce qui manque.</translation>
    </message>
    <message>
        <source>This secret has to be approved or checked out first.</source>
        <translation>Ce secret doit d’abord faire l’objet d’une approbation ou d’un emprunt.</translation>
    </message>
    <message>
        <source>Open it in the main window: access is requested there.</source>
        <translation>Ouvrez-le dans la fenêtre principale : l’accès s’y demande.</translation>
    </message>
    <message>
        <source>Your time with this secret is over, or access to it was taken back.</source>
        <translation>Votre temps avec ce secret est écoulé, ou l’accès vous en a été retiré.</translation>
    </message>
    <message>
        <source>Its value is no longer shown. Request access or check it out again.</source>
        <translation>Sa valeur n’est plus affichée. Demandez l’accès ou empruntez-le à nouveau.</translation>
    </message>
    <message>
        <source>Somebody else has checked this secret out.</source>
        <translation>Quelqu’un d’autre a emprunté ce secret.</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>Une seule personne à la fois peut l’avoir. Réessayez quand il aura été rendu.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the server&apos;s are too far apart.</source>
        <translation>L’horloge de cet ordinateur et celle du serveur sont trop décalées.</translation>
    </message>
    <message>
        <source>Set the clock of this computer, then try again.</source>
        <translation>Réglez l’horloge de cet ordinateur, puis réessayez.</translation>
    </message>
    <message>
        <source>GnuPG was not found, or its folder cannot be used.</source>
        <translation>GnuPG est introuvable, ou son dossier est inutilisable.</translation>
    </message>
    <message>
        <source>Install GnuPG 2.2 or later and check that gpg runs in a terminal.</source>
        <translation>Installez GnuPG 2.2 ou une version ultérieure et vérifiez que gpg fonctionne dans un terminal.</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>La phrase de passe n’était pas la bonne.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Réessayez.</translation>
    </message>
    <message>
        <source>Your key&apos;s passphrase is needed, but there is no window to ask for it.</source>
        <translation>La phrase de passe de votre clé est nécessaire, mais aucune fenêtre ne permet de la demander.</translation>
    </message>
    <message>
        <source>Install a graphical pinentry (pinentry-qt or pinentry-gnome3) and try again.</source>
        <translation>Installez un pinentry graphique (pinentry-qt ou pinentry-gnome3) et réessayez.</translation>
    </message>
    <message>
        <source>None of your keys opens this.</source>
        <translation>Aucune de vos clés n’ouvre ce contenu.</translation>
    </message>
    <message>
        <source>Insert the card that holds the key, or ask the owner to share the secret with you again.</source>
        <translation>Insérez la carte qui contient la clé, ou demandez au propriétaire de partager à nouveau le secret avec vous.</translation>
    </message>
    <message>
        <source>The key cannot be used: it has expired, was revoked or is too weak.</source>
        <translation>La clé est inutilisable : elle a expiré, a été révoquée ou est trop faible.</translation>
    </message>
    <message>
        <source>Extend or replace the key with GnuPG, then try again.</source>
        <translation>Prolongez ou remplacez la clé avec GnuPG, puis réessayez.</translation>
    </message>
    <message>
        <source>What the server sent is not an encrypted message.</source>
        <translation>Ce que le serveur a envoyé n’est pas un message chiffré.</translation>
    </message>
    <message>
        <source>It was not used. Tell whoever runs the server.</source>
        <translation>Il n’a pas été utilisé. Prévenez le responsable du serveur.</translation>
    </message>
    <message>
        <source>The encrypted message is damaged.</source>
        <translation>Le message chiffré est endommagé.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask the owner to save the secret again.</source>
        <translation>Rien n’en a été utilisé. Demandez au propriétaire d’enregistrer à nouveau le secret.</translation>
    </message>
    <message>
        <source>The signature does not fit: somebody may have tampered with this.</source>
        <translation>La signature ne correspond pas : il se peut que quelqu’un ait falsifié le contenu.</translation>
    </message>
    <message>
        <source>The content was discarded. Tell the owner and whoever runs the server.</source>
        <translation>Le contenu a été écarté. Prévenez le propriétaire et le responsable du serveur.</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key is not the one you accepted.</source>
        <translation>La clé OpenPGP du serveur n’est pas celle que vous avez acceptée.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server for its fingerprint, and compare it here.</source>
        <translation>Rien n’a été envoyé. Demandez son empreinte au responsable du serveur et comparez-la ici.</translation>
    </message>
    <message>
        <source>The server&apos;s shared key is another one than you accepted, so nothing is written with it.</source>
        <translation>La clé partagée du serveur n’est pas celle que vous avez acceptée ; rien n’est donc écrit avec elle.</translation>
    </message>
    <message>
        <source>Sync, then compare its fingerprint with an administrator: the message above the list leads there.</source>
        <translation>Synchronisez, puis comparez son empreinte avec un administrateur : le message au-dessus de la liste y mène.</translation>
    </message>
    <message>
        <source>The key for shared names and details was not given to you yet.</source>
        <translation>La clé des noms et détails partagés ne vous a pas encore été donnée.</translation>
    </message>
    <message>
        <source>Ask an administrator to share it with you, then sync.</source>
        <translation>Demandez à un administrateur de la partager avec vous, puis synchronisez.</translation>
    </message>
    <message>
        <source>Somebody&apos;s key has to be confirmed before this can be encrypted for them.</source>
        <translation>La clé d’une personne doit être confirmée avant que cela puisse être chiffré pour elle.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner, then confirm it in the sharing view.</source>
        <translation>Comparez l’empreinte avec cette personne, puis confirmez-la dans la vue « Partage ».</translation>
    </message>
    <message>
        <source>Nobody you know vouches for what it holds, and you would sign it.</source>
        <translation>Aucune personne que vous connaissez ne se porte garante du contenu, et vous le signeriez.</translation>
    </message>
    <message>
        <source>Look at it, and save it yourself if it is right.</source>
        <translation>Examinez-le, et enregistrez-le vous-même s’il est correct.</translation>
    </message>
    <message>
        <source>As an OpenPGP message it would be longer than the server keeps.</source>
        <translation>En message OpenPGP, il serait plus long que ce que le serveur conserve.</translation>
    </message>
    <message>
        <source>Shorten it, or seal for fewer people.</source>
        <translation>Raccourcissez-le, ou scellez-le pour moins de personnes.</translation>
    </message>
    <message>
        <source>No system keyring is running, so tokens cannot be kept.</source>
        <translation>Aucun trousseau système n’est actif ; les jetons ne peuvent donc pas être conservés.</translation>
    </message>
    <message>
        <source>Start GNOME Keyring or KWallet and try again.</source>
        <translation>Démarrez GNOME Keyring ou KWallet et réessayez.</translation>
    </message>
    <message>
        <source>Access to the system keyring was refused.</source>
        <translation>L’accès au trousseau système a été refusé.</translation>
    </message>
    <message>
        <source>Unlock the keyring and allow Coffret to use it.</source>
        <translation>Déverrouillez le trousseau et autorisez Coffret à l’utiliser.</translation>
    </message>
    <message>
        <source>The system keyring does not answer.</source>
        <translation>Le trousseau système ne répond pas.</translation>
    </message>
    <message>
        <source>Look for a window that asks for the keyring&apos;s password, then try again.</source>
        <translation>Cherchez une fenêtre qui demande le mot de passe du trousseau, puis réessayez.</translation>
    </message>
    <message>
        <source>The token of this account is not in the system keyring.</source>
        <translation>Le jeton de ce compte n’est pas dans le trousseau système.</translation>
    </message>
    <message>
        <source>Set the account up again with a new token.</source>
        <translation>Configurez à nouveau le compte avec un nouveau jeton.</translation>
    </message>
    <message>
        <source>No SSH agent is running.</source>
        <translation>Aucun agent SSH n’est actif.</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Démarrez ssh-agent, vérifiez que SSH_AUTH_SOCK le désigne, et redémarrez Coffret.</translation>
    </message>
    <message>
        <source>The SSH agent refused this.</source>
        <translation>L’agent SSH a refusé.</translation>
    </message>
    <message>
        <source>Nothing was changed. It may not know this type of key.</source>
        <translation>Rien n’a été modifié. Il se peut qu’il ne connaisse pas ce type de clé.</translation>
    </message>
    <message>
        <source>The SSH agent is locked.</source>
        <translation>L’agent SSH est verrouillé.</translation>
    </message>
    <message>
        <source>Unlock it with ssh-add -X, then try again.</source>
        <translation>Déverrouillez-le avec ssh-add -X, puis réessayez.</translation>
    </message>
    <message>
        <source>This cannot be used.</source>
        <translation>Cela ne peut pas être utilisé.</translation>
    </message>
    <message>
        <source>Check what you entered. Details says more.</source>
        <translation>Vérifiez ce que vous avez saisi. Les détails en disent plus.</translation>
    </message>
    <message>
        <source>A file of Coffret could not be read or written.</source>
        <translation>Un fichier de Coffret n’a pas pu être lu ou écrit.</translation>
    </message>
    <message>
        <source>Check that the disk is not full and that your home folder is writable.</source>
        <translation>Vérifiez que le disque n’est pas plein et que votre dossier personnel est accessible en écriture.</translation>
    </message>
    <message>
        <source>Something went wrong inside Coffret.</source>
        <translation>Une erreur s’est produite dans Coffret.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, please report it with what Details says.</source>
        <translation>Réessayez. Si cela se reproduit, signalez-le en joignant ce qu’indiquent les détails.</translation>
    </message>
    <message>
        <source>The key of this one-time code makes no codes.</source>
        <extracomment>Error banner in place of a one-time code. Cause, then next step.</extracomment>
        <translation>La clé de ce code à usage unique ne produit aucun code.</translation>
    </message>
    <message>
        <source>Edit the secret and enter the key again, as the service shows it when you set it up.</source>
        <translation>Modifiez le secret et saisissez à nouveau la clé, telle que le service l’affiche lors de la configuration.</translation>
    </message>
    <message>
        <source>Another Coffret keeps this account for offline use.</source>
        <extracomment>Message: what was listed is kept on this computer for when the server cannot be reached, but not this time. Cause, then next step.</extracomment>
        <translation>Un autre Coffret conserve ce compte pour l’utiliser hors ligne.</translation>
    </message>
    <message>
        <source>Here it works as usual, but needs its server.</source>
        <translation>Ici, il fonctionne comme d’habitude, mais a besoin de son serveur.</translation>
    </message>
    <message>
        <source>What is kept for offline use was written by a newer Coffret.</source>
        <translation>Ce qui est conservé pour l’utilisation hors ligne a été écrit par un Coffret plus récent.</translation>
    </message>
    <message>
        <source>It stays as it is; this one needs the server.</source>
        <translation>Cela reste tel quel ; celui-ci a besoin du serveur.</translation>
    </message>
    <message>
        <source>What was kept for offline use is damaged and was set aside.</source>
        <translation>Ce qui était conservé pour l’utilisation hors ligne est endommagé et a été mis de côté.</translation>
    </message>
    <message>
        <source>It is fetched from the server again.</source>
        <translation>Tout est de nouveau récupéré auprès du serveur.</translation>
    </message>
    <message>
        <source>What was listed cannot be kept for offline use.</source>
        <translation>La liste ne peut pas être conservée pour l’utilisation hors ligne.</translation>
    </message>
    <message>
        <source>Make sure that there is room on the disk and that its folder can be written to.</source>
        <translation>Vérifiez qu’il reste de la place sur le disque et que son dossier est accessible en écriture.</translation>
    </message>
</context>
<context>
    <name>ValidityBar</name>
    <message>
        <source>%1, from %2 to %3</source>
        <extracomment>What a screen reader says of a certificate&apos;s time. %1 is a sentence such as &quot;Valid until 3 Mar 2027&quot;, %2 and %3 are days</extracomment>
        <translation>%1, du %2 au %3</translation>
    </message>
</context>
<context>
    <name>ValueSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Give it this value in the chosen environments, or look at it first.</source>
        <extracomment>Below the sentence that a name is taken</extracomment>
        <translation>Donnez-lui cette valeur dans les environnements choisis, ou examinez-le d’abord.</translation>
    </message>
    <message>
        <source>Set its value</source>
        <extracomment>Button: the secret is there already, and gets the value that was written</extracomment>
        <translation>Définir sa valeur</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button: shows the secret that is there already</extracomment>
        <translation>L’ouvrir</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for the name of a new secret</extracomment>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>Label of the field for the value of a secret</extracomment>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Environments</source>
        <extracomment>Above the environments a value is meant for</extracomment>
        <translation>Environnements</translation>
    </message>
</context>
<context>
    <name>VerdictBadge</name>
    <message>
        <source>Verified</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Signature vérifiée</translation>
    </message>
    <message>
        <source>Unexpected signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Signataire inattendu</translation>
    </message>
    <message>
        <source>Unknown signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Signataire inconnu</translation>
    </message>
    <message>
        <source>Unsigned</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Sans signature</translation>
    </message>
    <message>
        <source>Expired key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Clé expirée</translation>
    </message>
    <message>
        <source>Revoked key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Clé révoquée</translation>
    </message>
    <message>
        <source>Out of place</source>
        <extracomment>Verdict on a value that is older than one seen before, or another secret&apos;s; one word or two</extracomment>
        <translation>Pas à sa place</translation>
    </message>
    <message>
        <source>No signatures here</source>
        <extracomment>In place of a verdict: this vault has no signatures</extracomment>
        <translation>Pas de signatures ici</translation>
    </message>
    <message>
        <source>Not opened yet</source>
        <extracomment>In place of a verdict: nothing was opened yet</extracomment>
        <translation>Pas encore ouvert</translation>
    </message>
    <message>
        <source>The signature is checked when you show or copy a value.</source>
        <extracomment>Below &quot;Not opened yet&quot;</extracomment>
        <translation>La signature est vérifiée lorsque vous affichez ou copiez une valeur.</translation>
    </message>
    <message>
        <source>Order not known</source>
        <extracomment>Verdict on a value that is signed as expected, but may be an older one or another secret&apos;s; two or three words</extracomment>
        <translation>Ordre inconnu</translation>
    </message>
</context>
<context>
    <name>WaitingBanner</name>
    <message>
        <source>What you see is what the server had last.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>Vous voyez ce que le serveur avait en dernier.</translation>
    </message>
    <message>
        <source>A change of yours has not been sent yet.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>Une de vos modifications n’a pas encore été envoyée.</translation>
    </message>
    <message>
        <source>Show…</source>
        <extracomment>Button in a banner: opens the list of changes that wait</extracomment>
        <translation>Afficher…</translation>
    </message>
</context>
<context>
    <name>WebAddress</name>
    <message>
        <source>Not opened: it is not written as web addresses are.</source>
        <extracomment>Below an address that begins like one for a browser.</extracomment>
        <translation>Non ouverte : elle n’est pas écrite comme une adresse web.</translation>
    </message>
    <message>
        <source>Not opened: it has a user name or password in it, which browsers show and keep.</source>
        <extracomment>Below an address with a user name or password in it, such as https://ada:secret@example.org</extracomment>
        <translation>Non ouverte : elle contient un nom d’utilisateur ou un mot de passe, que les navigateurs affichent et conservent.</translation>
    </message>
    <message>
        <source>Letters that pass for others: it leads to %1</source>
        <extracomment>Below a web address with letters that look like others. %1 is the name of its server without them, such as xn--exmple-cua.org</extracomment>
        <translation>Des lettres qui passent pour d’autres : elle mène à %1</translation>
    </message>
</context>
<context>
    <name>WordOptions</name>
    <message>
        <source>Words</source>
        <extracomment>Label: how many words a new password has</extracomment>
        <translation>Nombre de mots</translation>
    </message>
    <message>
        <source>A space</source>
        <extracomment>Below the field for what stands between words, when that is a space</extracomment>
        <translation>Un espace</translation>
    </message>
    <message>
        <source>Between words</source>
        <extracomment>Label: what stands between the words of a new password</extracomment>
        <translation>Entre les mots</translation>
    </message>
    <message>
        <source>Nothing</source>
        <extracomment>In the empty field for what stands between words</extracomment>
        <translation>Rien</translation>
    </message>
    <message>
        <source>Capitals</source>
        <extracomment>Label: which letters of the words of a new password are capitals</extracomment>
        <translation>Majuscules</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>Words without capitals; write it that way</extracomment>
        <translation>aucune</translation>
    </message>
    <message>
        <source>First letters</source>
        <extracomment>Words that begin with a capital</extracomment>
        <translation>Initiales</translation>
    </message>
    <message>
        <source>ALL</source>
        <extracomment>Words in capitals; write it that way</extracomment>
        <translation>TOUTES</translation>
    </message>
    <message>
        <source>With a digit behind one of the words</source>
        <extracomment>A choice for new passwords of words</extracomment>
        <translation>Avec un chiffre à la suite de l’un des mots</translation>
    </message>
</context>
<context>
    <name>coffret::AboutViewModel</name>
    <message>
        <source>changing secrets</source>
        <extracomment>In a list of what an account does not have.</extracomment>
        <translation>modification des secrets</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>dossiers</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>favoris</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>étiquettes</translation>
    </message>
    <message>
        <source>sharing</source>
        <translation>partage</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>groupes</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>commentaires</translation>
    </message>
    <message>
        <source>activity log</source>
        <translation>journal d’activité</translation>
    </message>
    <message>
        <source>earlier values</source>
        <translation>valeurs antérieures</translation>
    </message>
    <message>
        <source>expiry dates</source>
        <translation>dates d’expiration</translation>
    </message>
    <message>
        <source>Missing, because the server lacks it or its administrator keeps it off: %1.</source>
        <extracomment>About an account. %1 is a list of features, for example &quot;tags, activity log&quot;.</extracomment>
        <translation>Non disponible, car absent du serveur ou désactivé par son administrateur : %1.</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values.</source>
        <extracomment>About an account.</extracomment>
        <translation>Votre administrateur n’autorise pas l’affichage des valeurs.</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values.</source>
        <extracomment>About an account.</extracomment>
        <translation>Votre administrateur n’autorise pas la copie des valeurs.</translation>
    </message>
    <message>
        <source>Folders cannot be shared here, only secrets.</source>
        <extracomment>About an account.</extracomment>
        <translation>Les dossiers ne peuvent pas être partagés ici, seulement les secrets.</translation>
    </message>
    <message>
        <source>Your administrator decides when secrets expire.</source>
        <extracomment>About an account.</extracomment>
        <translation>Votre administrateur décide de l’expiration des secrets.</translation>
    </message>
    <message>
        <source>Values are not encrypted end to end: whoever runs the server can read them.</source>
        <extracomment>About an account.</extracomment>
        <translation>Les valeurs ne sont pas chiffrées de bout en bout : le responsable du serveur peut les lire.</translation>
    </message>
    <message>
        <source>What this account can do is known once it was opened.</source>
        <extracomment>About an account.</extracomment>
        <translation>Ce que permet ce compte sera connu une fois qu’il aura été ouvert.</translation>
    </message>
    <message>
        <source>Sealed values are an exception: they leave this computer encrypted and signed with OpenPGP.</source>
        <extracomment>About an account whose values are encrypted with OpenPGP by Coffret.</extracomment>
        <translation>Les valeurs scellées font exception : elles quittent cet ordinateur chiffrées et signées avec OpenPGP.</translation>
    </message>
</context>
<context>
    <name>coffret::AccountOptionsViewModel</name>
    <message>
        <source>Check secrets out</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Emprunter des secrets</translation>
    </message>
    <message>
        <source>Give secrets back</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Rendre des secrets</translation>
    </message>
    <message>
        <source>Ask for access</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Demander l’accès</translation>
    </message>
    <message>
        <source>Create a secret and its addresses at once</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Créer un secret et ses adresses en une fois</translation>
    </message>
    <message>
        <source>Name at least one app.</source>
        <extracomment>Error under the field for the apps of an account.</extracomment>
        <translation>Indiquez au moins une application.</translation>
    </message>
    <message>
        <source>Off: you check secrets out on the server&apos;s page, and read them here.</source>
        <translation>Désactivé : vous empruntez les secrets sur la page du serveur et les lisez ici.</translation>
    </message>
    <message>
        <source>Off: you give secrets back on the server&apos;s page, also when Coffret locks.</source>
        <translation>Désactivé : vous rendez les secrets sur la page du serveur, même quand Coffret se verrouille.</translation>
    </message>
    <message>
        <source>Off: you ask for access on the server&apos;s page.</source>
        <translation>Désactivé : vous demandez l’accès sur la page du serveur.</translation>
    </message>
    <message>
        <source>Change folders</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Modifier les dossiers</translation>
    </message>
    <message>
        <source>Off: you make, rename and remove folders on the server&apos;s page.</source>
        <translation>Désactivé : vous créez, renommez et supprimez les dossiers sur la page du serveur.</translation>
    </message>
    <message>
        <source>Off: they are sent one after the other. If one fails, what was made is removed again.</source>
        <translation>Désactivé : ils sont envoyés l’un après l’autre. En cas d’échec, ce qui a été créé est retiré.</translation>
    </message>
</context>
<context>
    <name>coffret::AccountRemovalViewModel</name>
    <message>
        <source>The account is gone, but not all that was kept of it. %1</source>
        <extracomment>Message after an account was removed. %1 is an error, a whole sentence.</extracomment>
        <translation>Le compte est retiré, mais il reste une partie de ce qui en était conservé. %1</translation>
    </message>
    <message>
        <source>Changes that were not sent, and cannot be read now, are lost.</source>
        <extracomment>Above the buttons that remove an account</extracomment>
        <translation>Les modifications qui n’ont pas été envoyées, et qui sont illisibles pour l’instant, seront perdues.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet will be lost.</source>
        <extracomment>Above the buttons that remove an account: changes that were made without the server</extracomment>
        <translation>
            <numerusform>%n modification pas encore envoyée sera perdue.</numerusform>
            <numerusform>%n modifications pas encore envoyées seront perdues.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ActionsViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done with a secret.</extracomment>
        <translation>Ce compte est en lecture seule</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Vous pouvez lire ce secret, mais pas le modifier</translation>
    </message>
    <message>
        <source>This account has no folders, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be moved.</extracomment>
        <translation>Ce compte n’a pas de dossiers, ou son administrateur ne vous les rend pas accessibles</translation>
    </message>
    <message>
        <source>This server has no tags, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be given a tag.</extracomment>
        <translation>Ce serveur n’a pas d’étiquettes, ou son administrateur ne vous les rend pas accessibles</translation>
    </message>
    <message>
        <source>Nothing expires on this server</source>
        <extracomment>Why no day can be set on which a secret expires.</extracomment>
        <translation>Rien n’expire sur ce serveur</translation>
    </message>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the user cannot choose the day on which a secret expires.</extracomment>
        <translation>C’est votre administrateur qui fixe ce réglage</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>When a secret ended or ends. %1 is a day.</extracomment>
        <translation>Expiré le %1</translation>
    </message>
    <message>
        <source>Expires on %1</source>
        <translation>Expire le %1</translation>
    </message>
    <message>
        <source>Expiry changed</source>
        <extracomment>Message after the day a secret expires was changed.</extracomment>
        <translation>Expiration modifiée</translation>
    </message>
    <message>
        <source>It is deleted for everyone it is shared with. This cannot be undone.</source>
        <extracomment>Question before a secret that others see too is deleted.</extracomment>
        <translation>Il est supprimé pour tous ceux avec qui il est partagé. Cette action est irréversible.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before a secret is deleted.</extracomment>
        <translation>Cette action est irréversible.</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>« %1 » supprimé</translation>
    </message>
    <message>
        <source>“%1” was not deleted. %2</source>
        <translation>« %1 » n’a pas été supprimé. %2</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why a secret cannot be deleted.</extracomment>
        <translation>La suppression se fait sur la page du serveur</translation>
    </message>
</context>
<context>
    <name>coffret::AgentKeys</name>
    <message>
        <source>%1 The key stays in it until %2 at the latest.</source>
        <extracomment>A key could not be taken out of the SSH agent. %1 says why, %2 is a moment.</extracomment>
        <translation>%1 La clé y reste jusqu’à %2 au plus tard.</translation>
    </message>
</context>
<context>
    <name>coffret::Application</name>
    <message>
        <source>Coffret is only just starting.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Coffret est encore en train de démarrer.</translation>
    </message>
</context>
<context>
    <name>coffret::Autostart</name>
    <message>
        <source>Start Coffret with the desktop</source>
        <extracomment>Why a program asks the desktop to be started by it; in the desktop&apos;s own dialog.</extracomment>
        <translation>Démarrer Coffret avec le bureau</translation>
    </message>
</context>
<context>
    <name>coffret::BrowseViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>Le compte n’est pas ouvert</translation>
    </message>
    <message>
        <source>This account has no groups, or its administrator keeps them from you</source>
        <extracomment>Why there are no groups to look at.</extracomment>
        <translation>Ce compte n’a pas de groupes, ou son administrateur ne vous les rend pas accessibles</translation>
    </message>
    <message>
        <source>Details</source>
        <extracomment>Tabs of a secret.</extracomment>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Partage</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Commentaires</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>This account encrypts its values already</source>
        <extracomment>Why values cannot be sealed, which means encrypted with OpenPGP.</extracomment>
        <translation>Ce compte chiffre déjà ses valeurs</translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>Ce compte est en lecture seule</translation>
    </message>
    <message>
        <source>This server does not offer that, or its administrator keeps it off</source>
        <extracomment>Why the names of secrets cannot be encrypted after the fact.</extracomment>
        <translation>Ce serveur ne propose pas cela, ou son administrateur le garde désactivé</translation>
    </message>
    <message>
        <source>%1 secrets loaded</source>
        <extracomment>Progress of loading. %1 is a number.</extracomment>
        <translation>%1 secrets chargés</translation>
    </message>
    <message>
        <source>%1 of %2 secrets loaded</source>
        <extracomment>Progress of loading. %1 and %2 are numbers.</extracomment>
        <translation>%1 secrets chargés sur %2</translation>
    </message>
    <message>
        <source>Not up to date, showing %1</source>
        <extracomment>Foot of the sidebar: the last sync failed. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Pas à jour ; état affiché : %1</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <extracomment>Foot of the sidebar. %1 is a moment, for example &quot;2 min ago&quot;.</extracomment>
        <translation>Synchronisé %1</translation>
    </message>
    <message>
        <source>This account is locked.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Ce compte est verrouillé.</translation>
    </message>
    <message>
        <source>This account could not be opened.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Ce compte n’a pas pu être ouvert.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <extracomment>In place of the list. %1 is what the user searched for.</extracomment>
        <translation>Rien ne correspond à « %1 ».</translation>
    </message>
    <message>
        <source>No favourites yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Pas encore de favoris.</translation>
    </message>
    <message>
        <source>You have nothing checked out.</source>
        <extracomment>In place of the list: the user has borrowed no secret.</extracomment>
        <translation>Vous n’avez rien emprunté.</translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <extracomment>In place of the list: no secret has a problem.</extracomment>
        <translation>Rien à examiner.</translation>
    </message>
    <message>
        <source>Nothing expires soon.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Rien n’expire bientôt.</translation>
    </message>
    <message>
        <source>Nothing is shared with you.</source>
        <extracomment>In place of the list: nobody else&apos;s secret can be read.</extracomment>
        <translation>Rien n’est partagé avec vous.</translation>
    </message>
    <message>
        <source>No secret is shared with you yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Aucun secret n’est encore partagé avec vous.</translation>
    </message>
    <message>
        <source>No secrets here.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Aucun secret ici.</translation>
    </message>
    <message>
        <source>Unlock to see its secrets.</source>
        <translation>Déverrouillez-le pour voir ses secrets.</translation>
    </message>
    <message>
        <source>The message above says why. Try again when it is solved.</source>
        <translation>Le message ci-dessus dit pourquoi. Réessayez une fois le problème résolu.</translation>
    </message>
    <message>
        <source>Try fewer letters, or part of a user name, address or folder.</source>
        <translation>Essayez moins de lettres, ou une partie d’un nom d’utilisateur, d’une adresse ou d’un dossier.</translation>
    </message>
    <message>
        <source>Only this list was searched. Choose “All secrets” to search everywhere.</source>
        <translation>La recherche n’a porté que sur cette liste. Choisissez « Tous les secrets » pour chercher partout.</translation>
    </message>
    <message>
        <source>Secrets marked with a star in the vault are shown here.</source>
        <translation>Les secrets marqués d’une étoile dans le coffre s’affichent ici.</translation>
    </message>
    <message>
        <source>Secrets that you check out are listed here until you give them back or their time is over.</source>
        <translation>Les secrets que vous empruntez figurent ici jusqu’à ce que vous les rendiez ou que leur temps soit écoulé.</translation>
    </message>
    <message>
        <source>Secrets with an unverified signature, an unknown type or no value would be listed here.</source>
        <translation>Les secrets dont la signature n’est pas vérifiée, de type inconnu ou sans valeur figureraient ici.</translation>
    </message>
    <message>
        <source>Secrets that have expired, or do within 30 days, would be listed here.</source>
        <translation>Les secrets qui ont expiré ou qui expirent dans les 30 jours figureraient ici.</translation>
    </message>
    <message>
        <source>Secrets that belong to somebody else would be listed here.</source>
        <translation>Les secrets appartenant à quelqu’un d’autre figureraient ici.</translation>
    </message>
    <message>
        <source>Ask a colleague to share one, then sync.</source>
        <translation>Demandez à un collègue d’en partager un, puis synchronisez.</translation>
    </message>
    <message>
        <source>Choose another list or clear the type filter.</source>
        <translation>Choisissez une autre liste ou effacez le filtre de type.</translation>
    </message>
    <message>
        <source>What is lent cannot be duplicated</source>
        <extracomment>Why a secret cannot be copied into a new one: it belongs to an account that lends its values.</extracomment>
        <translation>Ce qui est prêté ne peut pas être dupliqué</translation>
    </message>
    <message>
        <source>Nothing of this type here.</source>
        <extracomment>In place of the list, while only secrets of one type are shown.</extracomment>
        <translation>Rien de ce type ici.</translation>
    </message>
    <message>
        <source>It has no user name with a password</source>
        <extracomment>Why a command is not available: it types a user name and a password.</extracomment>
        <translation>Il n’a pas de nom d’utilisateur avec mot de passe</translation>
    </message>
    <message>
        <source>user name, Tab, password</source>
        <extracomment>What is typed into another window. Tab is a key.</extracomment>
        <translation>nom d’utilisateur, Tab, mot de passe</translation>
    </message>
    <message>
        <source>No secret matches “%1”, but folders do.</source>
        <extracomment>In place of the list, below folders that were found. %1 is what the user searched for.</extracomment>
        <translation>Aucun secret ne correspond à « %1 », mais des dossiers, si.</translation>
    </message>
    <message>
        <source>Connecting, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer, until the server answers. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Connexion ; état : %1</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <extracomment>Foot of the sidebar, while the lists are fetched again.</extracomment>
        <translation>Synchronisation…</translation>
    </message>
    <message>
        <source>Your passphrase is needed: sync to go on</source>
        <extracomment>Foot of the sidebar: syncing in the background has stopped, because nobody was there to enter the passphrase.</extracomment>
        <translation>Votre phrase de passe est requise : synchronisez pour continuer</translation>
    </message>
    <message>
        <source>Offline, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Hors ligne ; état : %1</translation>
    </message>
</context>
<context>
    <name>coffret::BulkViewModel</name>
    <message numerus="yes">
        <source>%n secret(s) chosen</source>
        <extracomment>Heading in place of a secret&apos;s details. %n is how many are chosen.</extracomment>
        <translation>
            <numerusform>%n secret choisi</numerusform>
            <numerusform>%n secrets choisis</numerusform>
        </translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why several secrets cannot be changed.</extracomment>
        <translation>Ce compte est en lecture seule</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why several secrets cannot be shared.</extracomment>
        <translation>Ce compte n’a pas de partage, ou son administrateur ne vous le rend pas accessible</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why several secrets cannot be deleted.</extracomment>
        <translation>La suppression se fait sur la page du serveur</translation>
    </message>
</context>
<context>
    <name>coffret::Bulletin</name>
    <message>
        <source>%1 needs your attention</source>
        <extracomment>Notification. %1 is the name of an account.</extracomment>
        <translation>%1 requiert votre attention</translation>
    </message>
    <message>
        <source>An account needs your attention</source>
        <extracomment>Notification.</extracomment>
        <translation>Un compte requiert votre attention</translation>
    </message>
    <message>
        <source>Access ends soon</source>
        <extracomment>Notification: its title, about secrets that were checked out.</extracomment>
        <translation>L’accès prend bientôt fin</translation>
    </message>
    <message>
        <source>Access was granted</source>
        <extracomment>Notification: the user asked for access to a secret, and somebody agreed.</extracomment>
        <translation>L’accès a été approuvé</translation>
    </message>
    <message>
        <source>A secret you asked for can be checked out.</source>
        <translation>Un secret que vous avez demandé peut être emprunté.</translation>
    </message>
</context>
<context>
    <name>coffret::CertificateForm</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>About a file that was chosen.</extracomment>
        <translation>Le fichier ne peut pas être lu.</translation>
    </message>
    <message>
        <source>Look whether it is there and may be opened.</source>
        <extracomment>What to do about a file that cannot be read.</extracomment>
        <translation>Vérifiez qu’il existe et que vous pouvez l’ouvrir.</translation>
    </message>
    <message>
        <source>Read a private key from %1.</source>
        <extracomment>What was read from a file. %1 is its name.</extracomment>
        <translation>Clé privée lue dans %1.</translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>%n certificat lu dans %1.</numerusform>
            <numerusform>%n certificats lus dans %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) and a private key from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>%n certificat et une clé privée lus dans %1.</numerusform>
            <numerusform>%n certificats et une clé privée lus dans %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::CharacterSetModel</name>
    <message>
        <source>Lower-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Minuscules</translation>
    </message>
    <message>
        <source>Upper-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Majuscules</translation>
    </message>
    <message>
        <source>Digits</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>A set of characters for new passwords: punctuation and signs.</extracomment>
        <translation>Symboles</translation>
    </message>
    <message>
        <source>Emoticons</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Émoticônes</translation>
    </message>
    <message>
        <source>Symbols %1</source>
        <extracomment>A set of characters for new passwords. %1 are the characters, separated by spaces.</extracomment>
        <translation>Symboles %1</translation>
    </message>
</context>
<context>
    <name>coffret::CheckOutViewModel</name>
    <message>
        <source>%1 was given back</source>
        <extracomment>Short message at the foot of the window. %1 is a secret&apos;s name.</extracomment>
        <translation>%1 a été rendu</translation>
    </message>
    <message>
        <source>Say why you need it: whoever decides reads this.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>Indiquez pourquoi vous en avez besoin : la personne qui décide le lira.</translation>
    </message>
    <message>
        <source>Write a time, or a day and a time, as in %1.</source>
        <extracomment>Under a field of the form that asks for access. %1 is a moment as it can be written.</extracomment>
        <translation>Indiquez une heure, ou un jour et une heure, comme %1.</translation>
    </message>
    <message>
        <source>That is over already.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>Ce moment est déjà passé.</translation>
    </message>
</context>
<context>
    <name>coffret::CodeEntryViewModel</name>
    <message>
        <source>This moves several accounts from one phone to another. Export one account alone, or use the key that the service shows.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Ceci transfère plusieurs comptes d’un téléphone à un autre. Exportez un seul compte, ou utilisez la clé que le service affiche.</translation>
    </message>
    <message>
        <source>This key is for codes that are counted, not for codes that change with time.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Cette clé est destinée à des codes à compteur, et non à des codes qui changent avec le temps.</translation>
    </message>
    <message>
        <source>This address makes no codes: its secret, digits, period or algorithm is missing or wrong.</source>
        <extracomment>Under the field for the key of one-time codes. Secret, digits, period and algorithm are parts of the address.</extracomment>
        <translation>Cette adresse ne produit aucun code : son paramètre « secret », « digits », « period » ou « algorithm » est absent ou erroné.</translation>
    </message>
    <message>
        <source>A key has only the letters A to Z and the digits 2 to 7.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Une clé ne comporte que les lettres A à Z et les chiffres 2 à 7.</translation>
    </message>
    <message>
        <source>The end of the key is missing.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>La fin de la clé manque.</translation>
    </message>
    <message>
        <source>The key is too short.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>La clé est trop courte.</translation>
    </message>
    <message>
        <source>Your desktop gave no picture of the screen.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Votre bureau n’a fourni aucune image de l’écran.</translation>
    </message>
    <message>
        <source>%1 digits, a new code every %2 seconds, %3</source>
        <extracomment>About one-time codes. %1 is how many digits they have, %2 a number of seconds, %3 the name of a method.</extracomment>
        <translation>%1 chiffres, un nouveau code toutes les %2 secondes, %3</translation>
    </message>
    <message>
        <source>The file is no picture that can be read.</source>
        <extracomment>Under the field for the key of one-time codes: the chosen file is no picture, or too large.</extracomment>
        <translation>Le fichier n’est pas une image lisible.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Le presse-papiers ne contient aucune image.</translation>
    </message>
    <message>
        <source>No QR code was found in the picture.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Aucun code QR n’a été trouvé dans l’image.</translation>
    </message>
    <message>
        <source>The picture has several keys. Use one that shows a single QR code.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>L’image contient plusieurs clés. Utilisez-en une qui ne montre qu’un seul code QR.</translation>
    </message>
    <message>
        <source>The QR code says something else than a key for one-time codes.</source>
        <translation>Le code QR contient autre chose qu’une clé de codes à usage unique.</translation>
    </message>
</context>
<context>
    <name>coffret::CommandTable</name>
    <message>
        <source>Find</source>
        <extracomment>Group of commands: search, and moving around in the window.</extracomment>
        <translation>Recherche et navigation</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>A command: goes to the search field.</extracomment>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Command palette</source>
        <extracomment>A command: the list of everything that can be done.</extracomment>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>A command: copies a secret from whatever program is in front.</extracomment>
        <translation>Recherche rapide</translation>
    </message>
    <message>
        <source>Go to the tree</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Aller à l’arborescence</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Aller à la liste</translation>
    </message>
    <message>
        <source>Next pane</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Volet suivant</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>What a key does.</extracomment>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Clear, then back</source>
        <extracomment>What a key does.</extracomment>
        <translation>Effacer, puis revenir en arrière</translation>
    </message>
    <message>
        <source>Switch account</source>
        <extracomment>What some keys do.</extracomment>
        <translation>Changer de compte</translation>
    </message>
    <message>
        <source>No folder is chosen</source>
        <extracomment>Why a command is not available: it is for the folder whose secrets are listed.</extracomment>
        <translation>Aucun dossier n’est choisi</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Group of commands: about the folder whose secrets are listed.</extracomment>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Nouveau dossier…</translation>
    </message>
    <message>
        <source>Share folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Partager le dossier…</translation>
    </message>
    <message>
        <source>Rename folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Renommer le dossier…</translation>
    </message>
    <message>
        <source>Move folder…</source>
        <extracomment>A command: into another folder.</extracomment>
        <translation>Déplacer le dossier…</translation>
    </message>
    <message>
        <source>Delete folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Supprimer le dossier…</translation>
    </message>
    <message>
        <source>This folder has no environments</source>
        <extracomment>Why environments cannot be compared, nor files read into them.</extracomment>
        <translation>Ce dossier n’a pas d’environnements</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>A command.</extracomment>
        <translation>Comparer les environnements…</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>A command.</extracomment>
        <translation>Nouveau secret dans plusieurs environnements…</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>A command.</extracomment>
        <translation>Importer un fichier .env…</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>A command.</extracomment>
        <translation>Exporter vers un fichier chiffré…</translation>
    </message>
    <message>
        <source>Account</source>
        <extracomment>Group of commands: about the account in view, or all of them.</extracomment>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Sync</source>
        <extracomment>A command: fetches the lists of all accounts again.</extracomment>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>A command: sets up one more account.</extracomment>
        <translation>Ajouter un compte…</translation>
    </message>
    <message>
        <source>About this account…</source>
        <extracomment>A command: what is known of the account, and what it cannot do.</extracomment>
        <translation>À propos de ce compte…</translation>
    </message>
    <message>
        <source>Account options…</source>
        <extracomment>A command: name, apps and other settings of the account.</extracomment>
        <translation>Options du compte…</translation>
    </message>
    <message>
        <source>Health…</source>
        <extracomment>A command: looks for weak, reused, expired and unsigned secrets.</extracomment>
        <translation>Santé des secrets…</translation>
    </message>
    <message>
        <source>Remove account…</source>
        <extracomment>A command: takes the account off this computer.</extracomment>
        <translation>Retirer le compte…</translation>
    </message>
    <message>
        <source>Groups…</source>
        <extracomment>A command: who is in which group.</extracomment>
        <translation>Groupes…</translation>
    </message>
    <message>
        <source>Encrypt all details…</source>
        <extracomment>A command: names and addresses that lie in the clear on the server are encrypted.</extracomment>
        <translation>Chiffrer tous les détails…</translation>
    </message>
    <message>
        <source>Seal values…</source>
        <extracomment>A command: values of an account that does not encrypt them itself are encrypted with OpenPGP.</extracomment>
        <translation>Sceller les valeurs…</translation>
    </message>
    <message>
        <source>Give back everything checked out</source>
        <extracomment>A command: of accounts that lend their values.</extracomment>
        <translation>Rendre tout ce qui est emprunté</translation>
    </message>
    <message>
        <source>You have nothing checked out</source>
        <extracomment>Why nothing can be given back.</extracomment>
        <translation>Vous n’avez rien emprunté</translation>
    </message>
    <message>
        <source>This is how it is now</source>
        <extracomment>Why colours cannot be chosen.</extracomment>
        <translation>C’est déjà le cas</translation>
    </message>
    <message>
        <source>Program</source>
        <extracomment>Group of commands: about the program as a whole.</extracomment>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>A command: locks every account.</extracomment>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>Settings…</source>
        <extracomment>A command.</extracomment>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>A command.</extracomment>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Colours of the desktop</source>
        <extracomment>A command: colours follow the desktop.</extracomment>
        <translation>Couleurs du bureau</translation>
    </message>
    <message>
        <source>Light colours</source>
        <extracomment>A command.</extracomment>
        <translation>Couleurs claires</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <extracomment>A command.</extracomment>
        <translation>Couleurs sombres</translation>
    </message>
    <message>
        <source>Colours of high contrast</source>
        <extracomment>A command.</extracomment>
        <translation>Couleurs à contraste élevé</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>A command: ends the program.</extracomment>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Secret</source>
        <extracomment>Group of commands: about the secret that is shown.</extracomment>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Copy password, key or token</source>
        <extracomment>A command.</extracomment>
        <translation>Copier le mot de passe, la clé ou le jeton</translation>
    </message>
    <message>
        <source>Copy user name</source>
        <extracomment>A command.</extracomment>
        <translation>Copier le nom d’utilisateur</translation>
    </message>
    <message>
        <source>Copy the first address</source>
        <extracomment>A command.</extracomment>
        <translation>Copier la première adresse</translation>
    </message>
    <message>
        <source>Copy one-time code</source>
        <extracomment>A command.</extracomment>
        <translation>Copier le code à usage unique</translation>
    </message>
    <message>
        <source>Show or hide the value</source>
        <extracomment>A command.</extracomment>
        <translation>Afficher ou masquer la valeur</translation>
    </message>
    <message>
        <source>Show the value while held</source>
        <extracomment>What holding two keys does.</extracomment>
        <translation>Afficher la valeur, touches maintenues</translation>
    </message>
    <message>
        <source>Show the value in large type</source>
        <extracomment>A command.</extracomment>
        <translation>Afficher la valeur en grands caractères</translation>
    </message>
    <message>
        <source>Show the value as a QR code</source>
        <extracomment>A command.</extracomment>
        <translation>Afficher la valeur en code QR</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>A command.</extracomment>
        <translation>Nouveau secret</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>A command: changes the secret that is shown.</extracomment>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Save what is written</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>Enregistrer la saisie</translation>
    </message>
    <message>
        <source>Generate a password while writing one</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>Générer un mot de passe pendant la saisie</translation>
    </message>
    <message>
        <source>Add to or remove from favourites</source>
        <extracomment>A command: marks the secret with a star, or takes it away.</extracomment>
        <translation>Ajouter aux favoris ou en retirer</translation>
    </message>
    <message>
        <source>This account has no favourites</source>
        <extracomment>Why a secret cannot be marked with a star.
----------
Why secrets cannot be marked with a star.</extracomment>
        <translation>Ce compte n’a pas de favoris</translation>
    </message>
    <message>
        <source>Move secret…</source>
        <extracomment>A command: to another folder.</extracomment>
        <translation>Déplacer le secret…</translation>
    </message>
    <message>
        <source>Secret expires in 90 days</source>
        <extracomment>A command.</extracomment>
        <translation>Faire expirer le secret dans 90 jours</translation>
    </message>
    <message>
        <source>Mark secret as expired</source>
        <extracomment>A command: its value should be replaced at once.</extracomment>
        <translation>Marquer le secret comme expiré</translation>
    </message>
    <message>
        <source>Secret never expires</source>
        <extracomment>A command.</extracomment>
        <translation>Ne jamais faire expirer le secret</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire.</extracomment>
        <translation>Aucun jour n’est défini</translation>
    </message>
    <message>
        <source>Delete secret…</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>Supprimer le secret…</translation>
    </message>
    <message>
        <source>This account does not have that</source>
        <extracomment>Why a tab of a secret cannot be shown.</extracomment>
        <translation>Ce compte n’offre pas cela</translation>
    </message>
    <message>
        <source>Share secret…</source>
        <extracomment>A command: who may see the secret.</extracomment>
        <translation>Partager le secret…</translation>
    </message>
    <message>
        <source>Comments on the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Commentaires sur le secret</translation>
    </message>
    <message>
        <source>History of the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Historique du secret</translation>
    </message>
    <message>
        <source>Activity around the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Activité autour du secret</translation>
    </message>
    <message>
        <source>There is nothing to check out or give back here</source>
        <extracomment>Why a secret can be neither checked out nor given back.</extracomment>
        <translation>Il n’y a rien à emprunter ni à rendre ici</translation>
    </message>
    <message>
        <source>Check secret out</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Emprunter le secret</translation>
    </message>
    <message>
        <source>Give secret back</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Rendre le secret</translation>
    </message>
    <message>
        <source>Request access to secret…</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Demander l’accès au secret…</translation>
    </message>
    <message>
        <source>Encrypt details of the secret…</source>
        <extracomment>A command: its name and addresses, in the clear on the server until now, are encrypted.</extracomment>
        <translation>Chiffrer les détails du secret…</translation>
    </message>
    <message>
        <source>Its details are encrypted, or cannot be</source>
        <extracomment>Why the name of a secret cannot be encrypted.</extracomment>
        <translation>Ses détails sont déjà chiffrés, ou ne peuvent pas l’être</translation>
    </message>
    <message>
        <source>This secret has one value only</source>
        <extracomment>Why values in several environments cannot be looked at.</extracomment>
        <translation>Ce secret n’a qu’une seule valeur</translation>
    </message>
    <message>
        <source>Compare secret in its environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>Comparer le secret dans ses environnements…</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>Définir la valeur dans les environnements…</translation>
    </message>
    <message>
        <source>Copy secret as KEY=value</source>
        <extracomment>A command: copies a secret as a line of a .env file; KEY=value stays as it is.</extracomment>
        <translation>Copier le secret sous la forme KEY=value</translation>
    </message>
    <message>
        <source>Copy secret as export line</source>
        <extracomment>A command: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word.</extracomment>
        <translation>Copier le secret comme ligne export</translation>
    </message>
    <message>
        <source>Copy secret as JSON</source>
        <extracomment>A command: copies a secret as a JSON object.</extracomment>
        <translation>Copier le secret en JSON</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Coffret est verrouillé</translation>
    </message>
    <message>
        <source>An account is being set up</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Un compte est en cours de configuration</translation>
    </message>
    <message>
        <source>Finish what you are writing first</source>
        <extracomment>Why a command is not available: the editor is open.</extracomment>
        <translation>Terminez d’abord votre saisie</translation>
    </message>
    <message>
        <source>Several secrets are chosen</source>
        <extracomment>Why a command is not available: it is for one secret.</extracomment>
        <translation>Plusieurs secrets sont choisis</translation>
    </message>
    <message>
        <source>No secret is chosen</source>
        <extracomment>Why a command is not available: it is for the secret that is shown.</extracomment>
        <translation>Aucun secret n’est choisi</translation>
    </message>
    <message>
        <source>Sort the list: %1</source>
        <extracomment>A command: what comes first in the list. %1 is an order, such as &quot;Last changed&quot;.</extracomment>
        <translation>Trier la liste : %1</translation>
    </message>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen.</extracomment>
        <translation>Ce compte n’emprunte rien</translation>
    </message>
    <message>
        <source>Keep what is checked out when Coffret locks or quits</source>
        <extracomment>A command: what is checked out is given back by itself, or stays.</extracomment>
        <translation>Garder les emprunts quand Coffret se verrouille ou se ferme</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <translation>Rendre quand Coffret se verrouille ou se ferme</translation>
    </message>
    <message>
        <source>Values are not shown now</source>
        <extracomment>For a moment, after presentation mode was turned on or off.</extracomment>
        <translation>Les valeurs ne sont plus affichées</translation>
    </message>
    <message>
        <source>Values can be shown again</source>
        <translation>Les valeurs peuvent de nouveau être affichées</translation>
    </message>
    <message>
        <source>Turn presentation mode off</source>
        <extracomment>A command: values are never shown on the screen, or they are again.</extracomment>
        <translation>Désactiver le mode présentation</translation>
    </message>
    <message>
        <source>Turn presentation mode on</source>
        <translation>Activer le mode présentation</translation>
    </message>
    <message>
        <source>This secret is not an SSH key</source>
        <extracomment>Why a command is not available: it is for SSH keys.</extracomment>
        <translation>Ce secret n’est pas une clé SSH</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>A command: the public half of an SSH key.</extracomment>
        <translation>Copier la clé publique</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>A command: asks for how long an SSH key goes into the SSH agent, whose name is ssh-agent.</extracomment>
        <translation>Ajouter à ssh-agent…</translation>
    </message>
    <message>
        <source>It is in ssh-agent already</source>
        <extracomment>Why a key cannot be put into the SSH agent.</extracomment>
        <translation>Elle est déjà dans ssh-agent</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>A command: takes a key out of the SSH agent.</extracomment>
        <translation>Retirer de ssh-agent</translation>
    </message>
    <message>
        <source>It is not in ssh-agent</source>
        <extracomment>Why a key cannot be taken out of the SSH agent.</extracomment>
        <translation>Elle n’est pas dans ssh-agent</translation>
    </message>
    <message>
        <source>Only API keys can be copied so</source>
        <extracomment>Why a secret cannot be copied as a line for a shell or as JSON.</extracomment>
        <translation>Seules les clés d’API se copient ainsi</translation>
    </message>
    <message>
        <source>Fewer than two secrets are chosen</source>
        <extracomment>Why a command is not available: it is for two secrets or more.</extracomment>
        <translation>Moins de deux secrets sont sélectionnés</translation>
    </message>
    <message>
        <source>Choose several</source>
        <extracomment>What some keys do in the list of secrets.</extracomment>
        <translation>En sélectionner plusieurs</translation>
    </message>
    <message>
        <source>Choose all secrets of the list</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>Sélectionner tous les secrets de la liste</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <extracomment>Why nothing can be chosen.</extracomment>
        <translation>La liste est vide</translation>
    </message>
    <message>
        <source>Share the chosen secrets…</source>
        <extracomment>A command: gives people access to several secrets.</extracomment>
        <translation>Partager les secrets sélectionnés…</translation>
    </message>
    <message>
        <source>Move the chosen secrets…</source>
        <extracomment>A command.</extracomment>
        <translation>Déplacer les secrets sélectionnés…</translation>
    </message>
    <message>
        <source>This account has no folders to move them to</source>
        <extracomment>Why secrets cannot be moved.</extracomment>
        <translation>Ce compte n’a pas de dossiers où les déplacer</translation>
    </message>
    <message>
        <source>Add the chosen secrets to favourites</source>
        <extracomment>A command: gives several secrets a star.</extracomment>
        <translation>Ajouter les secrets sélectionnés aux favoris</translation>
    </message>
    <message>
        <source>Remove the chosen secrets from favourites</source>
        <extracomment>A command: takes the star of several secrets away.</extracomment>
        <translation>Retirer les secrets sélectionnés des favoris</translation>
    </message>
    <message>
        <source>Delete the chosen secrets…</source>
        <extracomment>A command: after a question.</extracomment>
        <translation>Supprimer les secrets sélectionnés…</translation>
    </message>
    <message>
        <source>Open its menu</source>
        <extracomment>What some keys do: of the secret or folder that is current, with all that can be done with it.</extracomment>
        <translation>Ouvrir son menu</translation>
    </message>
    <message>
        <source>In the tree: open or close a folder</source>
        <extracomment>What some keys do in the tree of lists and folders: what lies below a folder is shown, or not any more.</extracomment>
        <translation>Dans l’arborescence : ouvrir ou fermer un dossier</translation>
    </message>
    <message>
        <source>In the tree: open every folder</source>
        <extracomment>What a key does in the tree of lists and folders.</extracomment>
        <translation>Dans l’arborescence : ouvrir tous les dossiers</translation>
    </message>
    <message>
        <source>In the tree: to the first, to the last</source>
        <extracomment>What some keys do in the tree of lists and folders.</extracomment>
        <translation>Dans l’arborescence : au premier, au dernier</translation>
    </message>
    <message>
        <source>In the tree: to what begins so</source>
        <extracomment>What some keys do in the tree of lists and folders: the first letters of a name lead to it.</extracomment>
        <translation>Dans l’arborescence : à ce qui commence ainsi</translation>
    </message>
    <message>
        <source>In the quick lookup: copy that result</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>Dans la recherche rapide : copier ce résultat</translation>
    </message>
    <message>
        <source>In the quick lookup: open it here</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>Dans la recherche rapide : l’ouvrir ici</translation>
    </message>
    <message>
        <source>Open the first web address</source>
        <extracomment>A command: in the browser.</extracomment>
        <translation>Ouvrir la première adresse web</translation>
    </message>
    <message>
        <source>It has no web address</source>
        <extracomment>Why no browser can be opened for a secret.</extracomment>
        <translation>Il n’a pas d’adresse web</translation>
    </message>
    <message>
        <source>Copy password and one-time code in one</source>
        <extracomment>A command: password and one-time code as one text, for services that take both in one field.</extracomment>
        <translation>Copier le mot de passe et le code à usage unique ensemble</translation>
    </message>
    <message>
        <source>Duplicate secret…</source>
        <extracomment>A command: begins a new secret that holds what the shown one does.</extracomment>
        <translation>Dupliquer le secret…</translation>
    </message>
    <message>
        <source>Add tag to secret…</source>
        <extracomment>A command: a word to file the secret under is typed next.</extracomment>
        <translation>Ajouter une étiquette au secret…</translation>
    </message>
    <message>
        <source>Type password, key or token into another window…</source>
        <extracomment>A command: types the value into another program&apos;s window, as a keyboard would.</extracomment>
        <translation>Saisir le mot de passe, la clé ou le jeton dans une autre fenêtre…</translation>
    </message>
    <message>
        <source>Type user name, Tab, password into another window…</source>
        <extracomment>A command: types both into another program&apos;s window, with the Tab key between.</extracomment>
        <translation>Saisir le nom d’utilisateur, Tab, le mot de passe dans une autre fenêtre…</translation>
    </message>
    <message>
        <source>Export folder…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>Exporter le dossier…</translation>
    </message>
    <message>
        <source>Export secrets…</source>
        <extracomment>A command: writes secrets of the account into a file.</extracomment>
        <translation>Exporter des secrets…</translation>
    </message>
    <message>
        <source>Export the chosen secrets…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>Exporter les secrets sélectionnés…</translation>
    </message>
    <message>
        <source>Import secrets…</source>
        <extracomment>A command: secrets from a file of another program.</extracomment>
        <translation>Importer des secrets…</translation>
    </message>
</context>
<context>
    <name>coffret::CommentListModel</name>
    <message>
        <source>%1, changed</source>
        <extracomment>When a comment was written, and that it was changed since. %1 is a moment.</extracomment>
        <translation>%1, modifié</translation>
    </message>
</context>
<context>
    <name>coffret::ComparisonViewModel</name>
    <message>
        <source>Environments of %1</source>
        <extracomment>Heading of the comparison of environments. %1 is an application.</extracomment>
        <translation>Environnements de %1</translation>
    </message>
    <message>
        <source>All values are the same.</source>
        <extracomment>What a comparison of names and values comes to.</extracomment>
        <translation>Toutes les valeurs sont identiques.</translation>
    </message>
    <message>
        <source>The values that could be compared are the same.</source>
        <extracomment>What a comparison of names and values comes to, where some could not be compared.</extracomment>
        <translation>Les valeurs qui ont pu être comparées sont identiques.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) differ.</source>
        <translation>
            <numerusform>%n nom diffère.</numerusform>
            <numerusform>%n noms diffèrent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) could not be compared.</source>
        <extracomment>After what a comparison comes to. %n is a number of values.</extracomment>
        <translation>
            <numerusform>%n valeur n’a pas pu être comparée.</numerusform>
            <numerusform>%n valeurs n’ont pas pu être comparées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) have no value somewhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at. %n is a number of names.</extracomment>
        <translation>
            <numerusform>%n nom n’a pas de valeur partout. Coffret n’a pas vérifié si les valeurs sont identiques.</numerusform>
            <numerusform>%n noms n’ont pas de valeur partout. Coffret n’a pas vérifié si les valeurs sont identiques.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every name has a value everywhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at.</extracomment>
        <translation>Chaque nom a une valeur partout. Coffret n’a pas vérifié si les valeurs sont identiques.</translation>
    </message>
    <message>
        <source>Every name has a value wherever that could be read. Whether the values are the same was not looked at.</source>
        <translation>Chaque nom a une valeur partout où la lecture a été possible. Coffret n’a pas vérifié si les valeurs sont identiques.</translation>
    </message>
    <message>
        <source>No name contains “%1”.</source>
        <extracomment>In place of a comparison. %1 is what the user searched for.</extracomment>
        <translation>Aucun nom ne contient « %1 ».</translation>
    </message>
    <message>
        <source>Nothing is known to differ.</source>
        <extracomment>In place of a comparison.</extracomment>
        <translation>Aucune différence connue.</translation>
    </message>
    <message>
        <source>There are no secrets in these environments.</source>
        <translation>Il n’y a aucun secret dans ces environnements.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>What is looked at in a comparison. %1 is a name, %2 an environment.</extracomment>
        <translation>%1 dans %2</translation>
    </message>
    <message>
        <source>This environment could not be read</source>
        <extracomment>Why a value cannot be set there.</extracomment>
        <translation>Cet environnement n’a pas pu être lu</translation>
    </message>
</context>
<context>
    <name>coffret::ConflictListModel</name>
    <message>
        <source>Name</source>
        <extracomment>Labels of what differs between two versions of a secret.</extracomment>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adresses</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Expiration</translation>
    </message>
    <message>
        <source>Symbol</source>
        <extracomment>Label of what differs between two versions of a secret.</extracomment>
        <translation>Symbole</translation>
    </message>
</context>
<context>
    <name>coffret::DetailViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Ce compte est en lecture seule</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Vous pouvez lire ce secret, mais pas le modifier</translation>
    </message>
    <message>
        <source>This version of Coffret does not know its type</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Cette version de Coffret ne connaît pas son type</translation>
    </message>
    <message>
        <source>Its details cannot be decrypted</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Ses détails ne peuvent pas être déchiffrés</translation>
    </message>
    <message>
        <source>The secret has no such field.</source>
        <extracomment>In place of a value: the opened secret turned out to have other fields than the list promised.</extracomment>
        <translation>Le secret n’a pas de tel champ.</translation>
    </message>
    <message>
        <source>The fields it has are shown now.</source>
        <extracomment>What to do next, after the sentence above.</extracomment>
        <translation>Les champs qu’il a sont maintenant affichés.</translation>
    </message>
    <message>
        <source>%1 Copy it anyway?</source>
        <translation>%1 Copier quand même ?</translation>
    </message>
    <message>
        <source>The value has characters that cannot be written that way.</source>
        <extracomment>Message instead of copying: for example a line break cannot stand in a header.</extracomment>
        <translation>La valeur contient des caractères qui ne peuvent pas s’écrire sous cette forme.</translation>
    </message>
    <message>
        <source>%1 with one-time code</source>
        <extracomment>What was copied, in a message: two values in one. %1 is the label of the first, for example Password.</extracomment>
        <translation>%1 avec code à usage unique</translation>
    </message>
    <message>
        <source>Shared</source>
        <extracomment>Below the name of a secret: others have it too.</extracomment>
        <translation>Partagé</translation>
    </message>
    <message>
        <source>Only you</source>
        <extracomment>Below the name of a secret: nobody else has it.</extracomment>
        <translation>Vous seul</translation>
    </message>
    <message>
        <source>Kept on this computer, as of %1</source>
        <extracomment>In a banner above a secret that was kept for when its server cannot be reached. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Conservé sur cet ordinateur ; état : %1</translation>
    </message>
</context>
<context>
    <name>coffret::DiscussionViewModel</name>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <extracomment>Below the field for a comment. %n is how many characters have to go.</extracomment>
        <translation>
            <numerusform>%n caractère de trop</numerusform>
            <numerusform>%n caractères de trop</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <extracomment>Below the field for a comment. %n is how many characters still fit.</extracomment>
        <translation>
            <numerusform>%n caractère restant</numerusform>
            <numerusform>%n caractères restants</numerusform>
        </translation>
    </message>
    <message>
        <source>Changing your comment</source>
        <extracomment>Above the field for a comment: an earlier one is being changed.</extracomment>
        <translation>Modification de votre commentaire</translation>
    </message>
    <message>
        <source>Answering %1</source>
        <extracomment>Above the field for a comment. %1 is a person.</extracomment>
        <translation>Réponse à %1</translation>
    </message>
</context>
<context>
    <name>coffret::EditFieldModel</name>
    <message>
        <source>Taken back when your access ended. On the server it stays as it is.</source>
        <extracomment>Help under a field of a secret to which access has ended while it was being changed.</extracomment>
        <translation>Retiré à la fin de votre accès. Sur le serveur, la valeur reste telle quelle.</translation>
    </message>
    <message>
        <source>The key the service shows when you turn it on: letters and digits, or an address that begins with otpauth://</source>
        <extracomment>Help under the field of a one-time code. otpauth:// is the beginning of such an address.</extracomment>
        <translation>La clé que le service affiche à l’activation : des lettres et des chiffres, ou une adresse qui commence par otpauth://</translation>
    </message>
</context>
<context>
    <name>coffret::EditorViewModel</name>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the day a secret expires cannot be chosen.</extracomment>
        <translation>C’est votre administrateur qui fixe ce réglage</translation>
    </message>
    <message>
        <source>Your access to it has ended</source>
        <extracomment>Why a value that is being changed cannot be shown.</extracomment>
        <translation>Votre accès a pris fin</translation>
    </message>
    <message>
        <source>Selection</source>
        <extracomment>What was copied, in a message: a part of a value that is being written.</extracomment>
        <translation>Sélection</translation>
    </message>
    <message>
        <source>Saving…</source>
        <extracomment>Beside the Save button.</extracomment>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <extracomment>Beside the Save button, which does nothing yet.</extracomment>
        <translation>Rien n’est encore saisi</translation>
    </message>
    <message>
        <source>Nothing changed yet</source>
        <translation>Aucune modification pour l’instant</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>Il existe déjà un secret « %1 ».</translation>
    </message>
    <message>
        <source>Set its value to what you have written, open it, or choose another name.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>Définissez sa valeur avec ce que vous avez saisi, ouvrez-le ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>“%1” created</source>
        <extracomment>Message after saving. %1 is the name of a secret.</extracomment>
        <translation>« %1 » créé</translation>
    </message>
    <message>
        <source>“%1” saved</source>
        <translation>« %1 » enregistré</translation>
    </message>
    <message>
        <source>The server&apos;s version stays</source>
        <extracomment>Message: the user chose the other version of a secret, so what was written is given up.</extracomment>
        <translation>La version du serveur est conservée</translation>
    </message>
    <message>
        <source>Put the new secret in</source>
        <extracomment>Heading above the folders a new secret can be put in</extracomment>
        <translation>Placer le nouveau secret dans</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <extracomment>The name that a copy of a secret begins with. %1 is the name of that secret.</extracomment>
        <translation>Copie de %1</translation>
    </message>
    <message>
        <source>“%1” is sent when the server can be reached</source>
        <extracomment>Message: what was written is sent later. %1 is the name of a secret</extracomment>
        <translation>« %1 » sera envoyé dès que le serveur sera joignable</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile.</source>
        <extracomment>A new secret is saved whose earlier saves were not answered.</extracomment>
        <translation>Un secret de ce nom est apparu entre-temps.</translation>
    </message>
    <message>
        <source>It may be this one: look before you save it again.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>C’est peut-être celui-ci : vérifiez avant de l’enregistrer de nouveau.</translation>
    </message>
    <message>
        <source>The secret is gone. What you wrote can be saved as a new one.</source>
        <extracomment>Message: a secret was to be changed, and is gone. The form holds what the user had written.</extracomment>
        <translation>Le secret n’existe plus. Ce que vous avez saisi peut être enregistré comme un nouveau secret.</translation>
    </message>
    <message>
        <source>This change is just being sent</source>
        <extracomment>Message: a change cannot be opened in the form right now</extracomment>
        <translation>Cette modification est en cours d’envoi</translation>
    </message>
</context>
<context>
    <name>coffret::EnrolmentViewModel</name>
    <message>
        <source>Your key; it is in your GnuPG keyring already</source>
        <extracomment>About the key in an account kit</extracomment>
        <translation>Votre clé ; elle est déjà dans votre trousseau GnuPG</translation>
    </message>
    <message>
        <source>Your key, locked with your passphrase</source>
        <translation>Votre clé, verrouillée par votre phrase de passe</translation>
    </message>
    <message>
        <source>Your key, without a passphrase: whoever has the kit has the key</source>
        <translation>Votre clé, sans phrase de passe : qui a le kit a la clé</translation>
    </message>
    <message>
        <source>This file is not the account kit any more.</source>
        <translation>Ce fichier n’est plus le kit de compte.</translation>
    </message>
    <message>
        <source>It was left alone.</source>
        <translation>Il n’a pas été touché.</translation>
    </message>
    <message>
        <source>The account kit could not be deleted.</source>
        <translation>Le kit de compte n’a pas pu être supprimé.</translation>
    </message>
    <message>
        <source>Delete it yourself: %1</source>
        <translation>Supprimez-le vous-même : %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentCellModel</name>
    <message>
        <source>Different values</source>
        <extracomment>Under a name of which environments hold values that are not all the same.</extracomment>
        <translation>Valeurs différentes</translation>
    </message>
    <message numerus="yes">
        <source>No value in %n environment(s)</source>
        <extracomment>Under a name. %n is in how many environments it has no value.</extracomment>
        <translation>
            <numerusform>Pas de valeur dans %n environnement</numerusform>
            <numerusform>Pas de valeur dans %n environnements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same where it could be compared, %n could not be</source>
        <extracomment>Under a name. %n is in how many environments nobody knows what the value is.</extracomment>
        <translation>
            <numerusform>Identique là où la comparaison a été possible, sauf pour %n</numerusform>
            <numerusform>Identique là où la comparaison a été possible, sauf pour %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Same everywhere</source>
        <extracomment>Under a name of which all environments hold the same value.</extracomment>
        <translation>Identique partout</translation>
    </message>
    <message>
        <source>same as %1</source>
        <extracomment>About a value in one environment. %1 are others that hold the same.</extracomment>
        <translation>comme dans %1</translation>
    </message>
    <message>
        <source>different from %1</source>
        <extracomment>About a value in one environment. %1 are others that hold another.</extracomment>
        <translation>autre que dans %1</translation>
    </message>
    <message>
        <source>not there</source>
        <extracomment>About a name that an environment does not have.</extracomment>
        <translation>absent</translation>
    </message>
    <message>
        <source>there without a value</source>
        <extracomment>About a name that an environment has, without a value.</extracomment>
        <translation>présent, sans valeur</translation>
    </message>
    <message>
        <source>not told</source>
        <extracomment>About a name in an environment that could not be read.</extracomment>
        <translation>non communiqué</translation>
    </message>
    <message>
        <source>has value, which could not be compared</source>
        <extracomment>About a name in an environment whose value was to be compared with others.</extracomment>
        <translation>a une valeur, qui n’a pas pu être comparée</translation>
    </message>
    <message>
        <source>has value</source>
        <extracomment>About a name in an environment. In the second, %1 says where else the value is the same or another.</extracomment>
        <translation>a une valeur</translation>
    </message>
    <message>
        <source>has value, %1</source>
        <translation>a une valeur, %1</translation>
    </message>
    <message>
        <source>%1 in %2: %3</source>
        <extracomment>A cell of a comparison. %1 is a name, %2 an environment, %3 what is there, for example &quot;has value&quot;.</extracomment>
        <translation>%1 dans %2 : %3</translation>
    </message>
    <message>
        <source>Not there</source>
        <extracomment>Cells of a comparison, short. The last names a value that is not the same everywhere, by a letter %1.</extracomment>
        <translation>Absent</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>Sans valeur</translation>
    </message>
    <message>
        <source>Has value</source>
        <translation>A une valeur</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Non communiqué</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Identique</translation>
    </message>
    <message>
        <source>Value %1</source>
        <translation>Valeur %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentExportViewModel</name>
    <message>
        <source>Export %1 to an encrypted file</source>
        <extracomment>Heading of the sheet that writes an encrypted file. %1 is an environment, for example staging.</extracomment>
        <translation>Exporter %1 vers un fichier chiffré</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>Il n’y avait rien à écrire : aucun fichier n’a été créé.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) written, encrypted, to %1.</source>
        <extracomment>What became of an export. %n is how many values are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>%n valeur écrite, chiffrée, dans %1.</numerusform>
            <numerusform>%n valeurs écrites, chiffrées, dans %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a value: %1.</source>
        <extracomment>What is not in an exported file. %1 are names.</extracomment>
        <translation>Sans valeur : %1.</translation>
    </message>
    <message>
        <source>Left out, as a .env file cannot hold it: %1.</source>
        <extracomment>What is not in an exported file, because its format has no way to write it. %1 are names.</extracomment>
        <translation>Non inclus, car impossible à représenter dans un fichier .env : %1.</translation>
    </message>
    <message>
        <source>Left out, as it could not be decrypted: %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose encrypted values could not be opened.</extracomment>
        <translation>Non inclus, car impossible à déchiffrer : %1.</translation>
    </message>
    <message>
        <source>Left out, as nobody vouches for it (open the secret to look at it): %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose values nobody known has signed.</extracomment>
        <translation>Non inclus, car personne ne s’en porte garant (ouvrez le secret pour l’examiner) : %1.</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>Vous n’avez pas de clé OpenPGP pour chiffrer le fichier</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Choisissez un fichier à écrire</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Buttons: writes an encrypted file, in place of the one that is there; or a new one.</extracomment>
        <translation>Remplacer le fichier</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>Chiffrer et enregistrer</translation>
    </message>
    <message>
        <source>It holds every value of this environment, and can be opened with the keys of: %1.</source>
        <extracomment>What a file that is written will be, below &quot;The file is encrypted with OpenPGP&quot;. %1 are the people whose keys open it.</extracomment>
        <translation>Il contient chaque valeur de cet environnement et s’ouvre avec les clés de : %1.</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentImportViewModel</name>
    <message>
        <source>Import a .env file into %1</source>
        <extracomment>Heading of the sheet that reads a .env file. %1 is an environment, for example staging.</extracomment>
        <translation>Importer un fichier .env dans %1</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many names are not there yet.</extracomment>
        <translation>
            <numerusform>%n nouveau</numerusform>
            <numerusform>%n nouveaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a value until now</source>
        <extracomment>What a file comes to. %n is how many secrets get their first value in this environment.</extracomment>
        <translation>
            <numerusform>%n sans valeur jusqu’ici</numerusform>
            <numerusform>%n sans valeur jusqu’ici</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <extracomment>What a file comes to. %n is how many values change.</extracomment>
        <translation>
            <numerusform>%n modifié</numerusform>
            <numerusform>%n modifiés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n the same</source>
        <extracomment>What a file comes to. %n is how many values are there already.</extracomment>
        <translation>
            <numerusform>%n identique</numerusform>
            <numerusform>%n identiques</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many lines cannot be used.</extracomment>
        <translation>
            <numerusform>%n écarté</numerusform>
            <numerusform>%n écartés</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <extracomment>What a file comes to, before anything is written. %1 is a list such as &quot;2 new and 1 changed&quot;.</extracomment>
        <translation>Il n’y a rien dans ce fichier.</translation>
    </message>
    <message>
        <source>%1. Nothing is written yet.</source>
        <translation>%1. Rien n’est encore écrit.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of a file: the user stopped.</extracomment>
        <translation>Arrêté.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written.</source>
        <extracomment>What became of a file. %n is how many lines were written.</extracomment>
        <translation>
            <numerusform>%n ligne écrite.</numerusform>
            <numerusform>%n lignes écrites.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be written: no answer came.</source>
        <extracomment>What became of a file. %n is how many lines were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n peut-être écrite : aucune réponse n’est arrivée.</numerusform>
            <numerusform>%n peut-être écrites : aucune réponse n’est arrivée.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be written.</source>
        <extracomment>What became of a file. %n is how many lines were not written.</extracomment>
        <translation>
            <numerusform>%n encore à écrire.</numerusform>
            <numerusform>%n encore à écrire.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n line(s)</source>
        <extracomment>Buttons: writes the lines of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>Continuer avec %n ligne</numerusform>
            <numerusform>Continuer avec %n lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n line(s)</source>
        <extracomment>Button: writes the lines of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>Importer %n ligne</numerusform>
            <numerusform>Importer %n lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far a file is. %1 and %2 are numbers of lines.</extracomment>
        <translation>%1 sur %2</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentTargetModel</name>
    <message>
        <source>Value set</source>
        <extracomment>Beside an environment: what became of the new value there.</extracomment>
        <translation>Valeur définie</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Non définie</translation>
    </message>
    <message>
        <source>May be set</source>
        <extracomment>Beside an environment: the new value was sent there, and no answer came.</extracomment>
        <translation>Peut-être définie</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>Non essayé</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentValueViewModel</name>
    <message>
        <source>New secret in %1</source>
        <extracomment>Heading of the sheet that makes a secret in several environments. %1 is an application.</extracomment>
        <translation>Nouveau secret dans %1</translation>
    </message>
    <message>
        <source>Set the value of %1</source>
        <extracomment>Heading of the sheet that sets a value in several environments. %1 is the name of a secret.</extracomment>
        <translation>Définir la valeur de %1</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>Il existe déjà un secret « %1 ».</translation>
    </message>
    <message>
        <source>Looking up the environments…</source>
        <extracomment>Below a sheet, while the environments of an application are asked for.</extracomment>
        <translation>Consultation des environnements…</translation>
    </message>
    <message>
        <source>%1 of %2 set</source>
        <extracomment>How far setting a value is. %1 and %2 are numbers of environments.</extracomment>
        <translation>%1 définies sur %2</translation>
    </message>
    <message numerus="yes">
        <source>Set in %n environment(s).</source>
        <extracomment>What became of a value. %n is in how many environments it was set.</extracomment>
        <translation>
            <numerusform>Définie dans %n environnement.</numerusform>
            <numerusform>Définie dans %n environnements.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused it.</source>
        <extracomment>What became of a value. %n is in how many environments it was refused.</extracomment>
        <translation>
            <numerusform>%n l’a refusée.</numerusform>
            <numerusform>%n l’ont refusée.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n it may be set: no answer came.</source>
        <extracomment>What became of a value. %n is in how many environments nobody knows, as no answer came.</extracomment>
        <translation>
            <numerusform>Dans %n, elle est peut-être définie : aucune réponse n’est arrivée.</numerusform>
            <numerusform>Dans %n, elle est peut-être définie : aucune réponse n’est arrivée.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n nothing was tried.</source>
        <extracomment>What became of a value. %n is in how many environments nothing was sent.</extracomment>
        <translation>
            <numerusform>Dans %n, rien n’a été essayé.</numerusform>
            <numerusform>Dans %n, rien n’a été essayé.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try the rest</source>
        <extracomment>Button: sets a value where that failed or was not tried.</extracomment>
        <translation>Essayer les autres</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons: makes a secret with a value in the chosen environments; sets the value of one that is there.</extracomment>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Set value</source>
        <translation>Définir la valeur</translation>
    </message>
    <message>
        <source>It needs a name</source>
        <extracomment>Why a new secret cannot be made yet.</extracomment>
        <translation>Il faut un nom</translation>
    </message>
    <message>
        <source>Choose an environment</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>Choisissez un environnement</translation>
    </message>
    <message>
        <source>It needs a value</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>Il faut une valeur</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentsViewModel</name>
    <message>
        <source>Choose one of its environments</source>
        <extracomment>Why a file cannot be read into a folder or written from it: it is a whole application.</extracomment>
        <translation>Choisissez l’un de ses environnements</translation>
    </message>
    <message>
        <source>“%1” has no value here.</source>
        <extracomment>Messages instead of copying. %1 is the name of a secret.</extracomment>
        <translation>« %1 » n’a pas de valeur ici.</translation>
    </message>
    <message>
        <source>“%1” cannot be written like that.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret.</extracomment>
        <translation>« %1 » ne peut pas s’écrire sous cette forme.</translation>
    </message>
    <message>
        <source>The value of “%1” could not be decrypted.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose encrypted value could not be opened.</extracomment>
        <translation>La valeur de « %1 » n’a pas pu être déchiffrée.</translation>
    </message>
    <message>
        <source>Nobody vouches for the value of “%1”: show it first, and copy it from there.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose value nobody known has signed.</extracomment>
        <translation>Personne ne se porte garant de la valeur de « %1 » : affichez-la d’abord, et copiez-la de là.</translation>
    </message>
</context>
<context>
    <name>coffret::ExportViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Le compte n’est pas ouvert</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Votre administrateur n’autorise pas les exportations</translation>
    </message>
    <message>
        <source>Install KeePassXC first: its program keepassxc-cli makes the database</source>
        <extracomment>Why no KeePass database can be made. keepassxc-cli is a program that comes with KeePassXC.</extracomment>
        <translation>Installez d’abord KeePassXC : son programme keepassxc-cli crée la base</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports that everybody can read</source>
        <extracomment>Why no file can be written that is not encrypted.</extracomment>
        <translation>Votre administrateur n’autorise pas les exportations lisibles par tous</translation>
    </message>
    <message numerus="yes">
        <source>Everything in %1: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is an account, %n is how many secrets it has.</extracomment>
        <translation>
            <numerusform>Tout dans %1 : %n secret</numerusform>
            <numerusform>Tout dans %1 : %n secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” and what is below it: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is a folder, %n is how many secrets are in it and in the folders it holds.</extracomment>
        <translation>
            <numerusform>« %1 » et ce qu’il contient : %n secret</numerusform>
            <numerusform>« %1 » et ce qu’il contient : %n secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is chosen in the list: %n secret(s)</source>
        <extracomment>Choice: what is exported. %n is how many secrets are chosen in the list.</extracomment>
        <translation>
            <numerusform>La sélection dans la liste : %n secret</numerusform>
            <numerusform>La sélection dans la liste : %n secrets</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody vouches for its value: open the secret to look at it.</source>
        <extracomment>Why a secret is not in an exported file: nobody known has signed its value.</extracomment>
        <translation>Personne ne se porte garant de sa valeur : ouvrez le secret pour la regarder.</translation>
    </message>
    <message>
        <source>It is of a type that Coffret does not know.</source>
        <extracomment>Why a secret is not in an exported file.</extracomment>
        <translation>Il est d’un type que Coffret ne connaît pas.</translation>
    </message>
    <message>
        <source>It is in the file without a value that this format has no way to write.</source>
        <extracomment>Why a secret is not whole in an exported file.</extracomment>
        <translation>Il est dans le fichier, mais sans une valeur que ce format ne peut pas écrire.</translation>
    </message>
    <message>
        <source>Export secrets of %1</source>
        <extracomment>Heading of the sheet that writes secrets of an account into a file. %1 is the account.</extracomment>
        <translation>Exporter des secrets de %1</translation>
    </message>
    <message>
        <source>This is not the same password.</source>
        <extracomment>Below the field where a password is entered for the second time.</extracomment>
        <translation>Ce n’est pas le même mot de passe.</translation>
    </message>
    <message>
        <source>It can be opened with the keys of: %1. You sign it.</source>
        <extracomment>Who can open an encrypted file. %1 are the people whose keys open it.</extracomment>
        <translation>Il s’ouvre avec les clés de : %1. Vous le signez.</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>Vous n’avez pas de clé OpenPGP pour chiffrer le fichier</translation>
    </message>
    <message>
        <source>Enter a password for the database</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Saisissez un mot de passe pour la base</translation>
    </message>
    <message>
        <source>Enter the password a second time</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Saisissez le mot de passe une seconde fois</translation>
    </message>
    <message>
        <source>Confirm that the file may be read by everybody who gets it</source>
        <extracomment>Why nothing can be exported yet: a box has to be ticked.</extracomment>
        <translation>Confirmez que le fichier peut être lu par quiconque l’obtient</translation>
    </message>
    <message>
        <source>There is no secret here</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Il n’y a aucun secret ici</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Choisissez un fichier à écrire</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Button: writes a file in place of the one that is there.</extracomment>
        <translation>Remplacer le fichier</translation>
    </message>
    <message>
        <source>Save unencrypted</source>
        <extracomment>Buttons: writes a file that is encrypted; or one that is not.</extracomment>
        <translation>Enregistrer sans chiffrer</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>Chiffrer et enregistrer</translation>
    </message>
    <message>
        <source>%L1 of %L2 opened</source>
        <extracomment>How far an export is. %1 of %2 secrets were opened.</extracomment>
        <translation>%L1 sur %L2 ouverts</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <extracomment>How far an export is: all secrets were opened.</extracomment>
        <translation>Écriture du fichier…</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>Il n’y avait rien à écrire : aucun fichier n’a été créé.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) written to %1.</source>
        <extracomment>What became of an export. %n is how many secrets are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>%n secret écrit dans %1.</numerusform>
            <numerusform>%n secrets écrits dans %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) left out.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>
            <numerusform>%n secret omis.</numerusform>
            <numerusform>%n secrets omis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) without all their values.</source>
        <extracomment>What became of an export: of some secrets a value is not in the file.</extracomment>
        <translation>
            <numerusform>%n secret sans toutes ses valeurs.</numerusform>
            <numerusform>%n secrets sans toutes leurs valeurs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n cell(s) an apostrophe stands before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What became of an exported table. %n is how many of its cells were changed.</extracomment>
        <translation>
            <numerusform>Dans %n cellule, une apostrophe précède ce qu’un tableur prendrait pour une formule. Qui importe le tableau doit la retirer.</numerusform>
            <numerusform>Dans %n cellules, une apostrophe précède ce qu’un tableur prendrait pour une formule. Qui importe le tableau doit la retirer.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is more than one file can hold.</source>
        <extracomment>Why an export failed.</extracomment>
        <translation>C’est plus que ce qu’un fichier peut contenir.</translation>
    </message>
    <message>
        <source>No file was made. Export its folders one by one.</source>
        <extracomment>What to do when an export failed because it is too large.</extracomment>
        <translation>Aucun fichier n’a été créé. Exportez les dossiers un par un.</translation>
    </message>
    <message>
        <source>The first %L1 of them:</source>
        <extracomment>About a list of secrets that is cut short. %L1 is how many of them are in it.</extracomment>
        <translation>Les %L1 premiers :</translation>
    </message>
</context>
<context>
    <name>coffret::FirstRunViewModel</name>
    <message>
        <source>The user name is missing.</source>
        <translation>Le nom d’utilisateur manque.</translation>
    </message>
    <message>
        <source>Enter the one you sign in with on the server&apos;s portal.</source>
        <translation>Saisissez celui avec lequel vous vous connectez au portail du serveur.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Le mot de passe manque.</translation>
    </message>
    <message>
        <source>The access token is missing.</source>
        <translation>Le jeton d’accès manque.</translation>
    </message>
    <message>
        <source>Paste the token that the vault&apos;s own page made for you.</source>
        <translation>Collez le jeton que la page du coffre a créé pour vous.</translation>
    </message>
    <message>
        <source>No app is named yet.</source>
        <translation>Aucune application n’est encore indiquée.</translation>
    </message>
    <message>
        <source>Enter the identifiers of the apps to show, separated by commas.</source>
        <translation>Saisissez les identifiants des applications à afficher, séparés par des virgules.</translation>
    </message>
    <message>
        <source>The demo vault could not be started.</source>
        <translation>Le coffre de démonstration n’a pas pu démarrer.</translation>
    </message>
    <message>
        <source>It comes with Coffret as coffret-demo-vault. Check that it is installed.</source>
        <translation>Il est fourni avec Coffret sous le nom coffret-demo-vault. Vérifiez qu’il est installé.</translation>
    </message>
    <message>
        <source>This is a certificate.</source>
        <translation>Ceci est un certificat.</translation>
    </message>
    <message>
        <source>It can be added where the server&apos;s address is asked for.</source>
        <translation>Il peut être ajouté à l’étape où l’adresse du serveur est demandée.</translation>
    </message>
    <message>
        <source>This is a key, not an account kit.</source>
        <translation>Ceci est une clé, pas un kit de compte.</translation>
    </message>
    <message>
        <source>Choose Passbolt and enter the server&apos;s address first. Then you are asked for the key.</source>
        <translation>Choisissez Passbolt et saisissez d’abord l’adresse du serveur. La clé vous sera demandée ensuite.</translation>
    </message>
    <message>
        <source>No account kit is chosen yet.</source>
        <translation>Aucun kit de compte n’est encore choisi.</translation>
    </message>
    <message>
        <source>Choose the file, or drop it here. Without one, go back and choose Passbolt.</source>
        <translation>Choisissez le fichier, ou déposez-le ici. Si vous n’en avez pas, revenez en arrière et choisissez Passbolt.</translation>
    </message>
    <message>
        <source>This server&apos;s key is not the one in the account kit.</source>
        <translation>La clé de ce serveur n’est pas celle du kit de compte.</translation>
    </message>
    <message>
        <source>Nothing was sent and nothing was imported. Ask whoever runs the server whether its key was exchanged; then download a new account kit.</source>
        <translation>Rien n’a été envoyé et rien n’a été importé. Demandez au responsable du serveur si sa clé a été remplacée ; téléchargez ensuite un nouveau kit de compte.</translation>
    </message>
</context>
<context>
    <name>coffret::FoldersViewModel</name>
    <message>
        <source>This account has no folders that can be changed</source>
        <extracomment>Why folders cannot be changed.</extracomment>
        <translation>Ce compte n’a pas de dossiers modifiables</translation>
    </message>
    <message>
        <source>You can see this folder, but not change it</source>
        <extracomment>Why a folder cannot be changed.</extracomment>
        <translation>Vous pouvez voir ce dossier, mais pas le modifier</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>Ce compte n’a pas de partage, ou son administrateur ne vous le rend pas accessible</translation>
    </message>
    <message>
        <source>Your administrator does not allow sharing folders</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>Votre administrateur n’autorise pas le partage de dossiers</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <extracomment>About a folder that is to be deleted.</extracomment>
        <translation>Il est vide.</translation>
    </message>
    <message numerus="yes">
        <source>In it: %n secret(s), folders: %1.</source>
        <extracomment>About a folder that is to be deleted. %n is a number of secrets, %1 a number of folders.</extracomment>
        <translation>
            <numerusform>Contenu : %n secret ; nombre de dossiers : %1.</numerusform>
            <numerusform>Contenu : %n secrets ; nombre de dossiers : %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a folder.</extracomment>
        <translation>Donnez-lui un nom.</translation>
    </message>
    <message>
        <source>Folders are moved on the server&apos;s own page</source>
        <extracomment>Why a folder cannot be moved.</extracomment>
        <translation>Le déplacement des dossiers se fait sur la page du serveur</translation>
    </message>
</context>
<context>
    <name>coffret::GeneratorViewModel</name>
    <message>
        <source>Choose at least one kind of characters.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>Choisissez au moins un type de caractères.</translation>
    </message>
    <message>
        <source>Nothing can be made of these choices.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>Ces choix ne permettent de générer aucun mot de passe.</translation>
    </message>
    <message>
        <source>Weaker than what your server asks for: %1.</source>
        <extracomment>Below a generated password. %1 is a number such as &quot;114.3 bits of entropy&quot;.</extracomment>
        <translation>Plus faible que ce que demande votre serveur : %1.</translation>
    </message>
    <message>
        <source>New password</source>
        <extracomment>What was copied, in a message: a password that was just generated.</extracomment>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>Your server&apos;s administrator has set what new passwords are like.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>L’administrateur de votre serveur a fixé les caractéristiques des nouveaux mots de passe.</translation>
    </message>
    <message>
        <source>Your server proposes what new passwords are like. What you change is remembered.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>Votre serveur propose les caractéristiques des nouveaux mots de passe. Vos modifications sont mémorisées.</translation>
    </message>
    <message>
        <source>Your server allows %1 to %2 and suggests %3.</source>
        <extracomment>Under the length of a new password. %1 and %2 are the limits, %3 is what the server asks for.
----------
Under the number of words of a new password. %1 and %2 are the limits, %3 is what the server asks for.</extracomment>
        <translation>Votre serveur autorise de %1 à %2 et propose %3.</translation>
    </message>
</context>
<context>
    <name>coffret::GranteeSearch</name>
    <message>
        <source>Nobody found for “%1”.</source>
        <translation>Personne n’a été trouvé pour « %1 ».</translation>
    </message>
</context>
<context>
    <name>coffret::GroupsViewModel</name>
    <message numerus="yes">
        <source>You manage it, %n member(s)</source>
        <extracomment>Under the name of a group that the user may change. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>Vous en êtes responsable, %n membre</numerusform>
            <numerusform>Vous en êtes responsable, %n membres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the members of a group. %n is how many of them will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n modification, rien n’est encore enregistré</numerusform>
            <numerusform>%n modifications, rien n’est encore enregistré</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to manage the group. Make somebody else a manager first.</source>
        <extracomment>Why the last manager of a group cannot be taken away.</extracomment>
        <translation>Il faut un responsable au groupe. Nommez d’abord un autre responsable.</translation>
    </message>
    <message>
        <source>Change the group “%1”?</source>
        <extracomment>Heading of the question before a group changes. %1 is its name.</extracomment>
        <translation>Modifier le groupe « %1 » ?</translation>
    </message>
    <message>
        <source>Change group</source>
        <extracomment>Button: changes who is in a group.</extracomment>
        <translation>Modifier le groupe</translation>
    </message>
</context>
<context>
    <name>coffret::HealthViewModel</name>
    <message>
        <source>Every secret is opened once, one after the other, and wiped before the next.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Chaque secret est ouvert une seule fois, l’un après l’autre, et effacé de la mémoire avant le suivant.</translation>
    </message>
    <message>
        <source>Nothing of the result leaves this computer. Servers see that the secrets are read, and may log it.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Rien du résultat ne quitte cet ordinateur. Les serveurs voient que les secrets sont lus et peuvent le consigner.</translation>
    </message>
    <message>
        <source>What has to be checked out or approved first is left alone.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Ce qui nécessite d’abord un emprunt ou une approbation n’est pas touché.</translation>
    </message>
    <message>
        <source>The result is forgotten when Coffret locks.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Le résultat est oublié quand Coffret se verrouille.</translation>
    </message>
    <message>
        <source>The account is not open</source>
        <extracomment>Why the secrets cannot be checked.</extracomment>
        <translation>Le compte n’est pas ouvert</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) not open and left out</source>
        <extracomment>Before a check of all secrets: what it leaves out.</extracomment>
        <translation>
            <numerusform>%n compte non ouvert est laissé de côté</numerusform>
            <numerusform>%n comptes non ouverts sont laissés de côté</numerusform>
        </translation>
    </message>
    <message>
        <source>Of each password, the first five hexadecimal digits of its SHA-1 digest are sent to %1, and nothing else. The comparison with what comes back is made here.</source>
        <extracomment>Below a choice that is off at first: what is sent where when it is on. %1 is a host name.</extracomment>
        <translation>Pour chaque mot de passe, les cinq premiers chiffres hexadécimaux de son condensat SHA-1 sont envoyés à %1, et rien d’autre. La comparaison avec la réponse se fait ici.</translation>
    </message>
    <message>
        <source>%1 of %2 secrets</source>
        <extracomment>How far a check of all secrets is. %1 and %2 are numbers.</extracomment>
        <translation>%1 secrets sur %2</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 secrets.</source>
        <extracomment>After a check of all secrets that the user stopped. %1 and %2 are numbers.</extracomment>
        <translation>Arrêté après %1 secrets sur %2.</translation>
    </message>
    <message>
        <source>The passwords could not all be held against leaked ones.</source>
        <extracomment>Among the results of a check of all secrets.</extracomment>
        <translation>Les mots de passe n’ont pas tous pu être comparés à ceux qui ont été divulgués.</translation>
    </message>
</context>
<context>
    <name>coffret::ImportLineModel</name>
    <message>
        <source>Written</source>
        <extracomment>Beside a line of a file that is read into an environment: what became of it.</extracomment>
        <translation>Écrite</translation>
    </message>
    <message>
        <source>Made, but its value was not set</source>
        <translation>Créé, mais sa valeur n’a pas été définie</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>Non écrite</translation>
    </message>
    <message>
        <source>May be written</source>
        <extracomment>Beside a line of a file that was sent to an environment, and no answer came.</extracomment>
        <translation>Peut-être écrite</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a line of a file that is read into an environment: what it comes to.</extracomment>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>First value here</source>
        <translation>Première valeur ici</translation>
    </message>
    <message>
        <source>Changes the value</source>
        <translation>Change la valeur</translation>
    </message>
    <message>
        <source>Same value, nothing to do</source>
        <translation>Même valeur, rien à faire</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Écartée</translation>
    </message>
    <message>
        <source>Somebody has changed the value since the file was read.</source>
        <translation>Quelqu’un a modifié la valeur depuis la lecture du fichier.</translation>
    </message>
    <message>
        <source>Line %1 gives the same name another value.</source>
        <extracomment>Why a line of a .env file is left out. %1 is the number of another line.</extracomment>
        <translation>La ligne %1 donne une autre valeur au même nom.</translation>
    </message>
    <message>
        <source>It is neither NAME=VALUE nor a comment.</source>
        <translation>Ce n’est ni NOM=VALEUR ni un commentaire.</translation>
    </message>
    <message>
        <source>What stands before “=” is not a name.</source>
        <translation>Ce qui précède « = » n’est pas un nom.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Un guillemet n’est pas fermé.</translation>
    </message>
    <message>
        <source>There is more text after the closing quotation mark.</source>
        <translation>Il y a encore du texte après le guillemet fermant.</translation>
    </message>
    <message>
        <source>The value is too long.</source>
        <translation>La valeur est trop longue.</translation>
    </message>
    <message>
        <source>It is not text.</source>
        <translation>Ce n’est pas du texte.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name in a line of a .env file that has none.</extracomment>
        <translation>(sans nom)</translation>
    </message>
</context>
<context>
    <name>coffret::ImportRowModel</name>
    <message>
        <source>Imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>Importé</translation>
    </message>
    <message>
        <source>Imported without its note</source>
        <extracomment>Beside an item of a file that is imported, where one of its two parts was not written.</extracomment>
        <translation>Importé sans sa note</translation>
    </message>
    <message>
        <source>Not imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>Non importé</translation>
    </message>
    <message>
        <source>May be imported</source>
        <extracomment>Beside an item of a file that was sent to the server, and no answer came.</extracomment>
        <translation>Peut-être importé</translation>
    </message>
    <message>
        <source>New, a second time</source>
        <extracomment>Beside an item of a file that is to be imported: what it comes to.</extracomment>
        <translation>Nouveau, une deuxième fois</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Déjà présent</translation>
    </message>
    <message>
        <source>Left out</source>
        <extracomment>Beside an item of a file that cannot be imported.</extracomment>
        <translation>Laissé de côté</translation>
    </message>
    <message>
        <source>New: %1</source>
        <extracomment>Beside an item of a file that is to be imported: what it will be. %1 is a type, such as &quot;Login&quot;.</extracomment>
        <translation>Nouveau : %1</translation>
    </message>
    <message>
        <source>This account has no such type: everything in it goes into a note.</source>
        <extracomment>What happens to an imported item whose type the account does not have.</extracomment>
        <translation>Ce compte n’a pas ce type : tout va dans une note.</translation>
    </message>
    <message>
        <source>What has no field here goes into a note beside it.</source>
        <extracomment>What happens to parts of an imported item that its type has no field for.</extracomment>
        <translation>Ce qui n’a pas de champ ici va dans une note à côté.</translation>
    </message>
    <message>
        <source>What has no field here goes into its note.</source>
        <translation>Ce qui n’a pas de champ ici va dans sa note.</translation>
    </message>
    <message>
        <source>Stays behind: %1.</source>
        <extracomment>What of an imported item is left behind. %1 are words such as &quot;attachments, history&quot;.</extracomment>
        <translation>Reste de côté : %1.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name of an item of a file that has none.</extracomment>
        <translation>(sans nom)</translation>
    </message>
    <message>
        <source>Twice in the file</source>
        <extracomment>Beside an item of a file that stands in it more than once.</extracomment>
        <translation>Deux fois dans le fichier</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Why an item of a file cannot be imported. %1 is a field, such as &quot;User name&quot;, %2 what is wrong with it.</extracomment>
        <translation>%1 : %2</translation>
    </message>
</context>
<context>
    <name>coffret::ImportViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Le compte n’est pas ouvert</translation>
    </message>
    <message>
        <source>This account takes .env files, into one environment at a time</source>
        <extracomment>Why nothing can be imported into an account whose secrets are values in environments.</extracomment>
        <translation>Ce compte prend des fichiers .env, dans un environnement à la fois</translation>
    </message>
    <message>
        <source>You cannot make secrets in this account</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Vous ne pouvez pas créer de secrets dans ce compte</translation>
    </message>
    <message>
        <source>An administrator does not allow imports</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Un administrateur n’autorise pas l’import</translation>
    </message>
    <message>
        <source>Import into</source>
        <extracomment>Heading above the folders that imported secrets can be put in</extracomment>
        <translation>Importer dans</translation>
    </message>
    <message>
        <source>No folder</source>
        <extracomment>Where imported secrets go: into no folder.</extracomment>
        <translation>Aucun dossier</translation>
    </message>
    <message>
        <source>Import into “%1”</source>
        <extracomment>Heading of the sheet that imports secrets from another program&apos;s file. %1 is the name of an account.</extracomment>
        <translation>Importer dans « %1 »</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many of its items are imported.</extracomment>
        <translation>
            <numerusform>%n nouveau</numerusform>
            <numerusform>%n nouveaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <extracomment>What a file comes to. %n is how many of its items the account has already.</extracomment>
        <translation>
            <numerusform>%n déjà présent</numerusform>
            <numerusform>%n déjà présents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many of its items cannot be imported.</extracomment>
        <translation>
            <numerusform>%n laissé de côté</numerusform>
            <numerusform>%n laissés de côté</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: there is nothing in this file.</source>
        <extracomment>What a file comes to. %1 is what it is, such as &quot;Bitwarden, JSON&quot;.</extracomment>
        <translation>%1 : il n’y a rien dans ce fichier.</translation>
    </message>
    <message>
        <source>%1: %2. Nothing is written yet.</source>
        <extracomment>What a file comes to, before anything is written. %1 is what it is, such as &quot;Bitwarden, JSON&quot;, %2 a list such as &quot;12 new and 1 left out&quot;.</extracomment>
        <translation>%1 : %2. Rien n’est encore écrit.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of an import: the user stopped it.</extracomment>
        <translation>Arrêté.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) imported.</source>
        <extracomment>What became of an import. %n is how many secrets were made.</extracomment>
        <translation>
            <numerusform>%n secret importé.</numerusform>
            <numerusform>%n secrets importés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be imported: no answer came. Sync, then import the file again: what is there is left alone.</source>
        <extracomment>What became of an import. %n is how many secrets were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n est peut-être importé : aucune réponse n’est venue. Synchronisez, puis importez de nouveau le fichier : ce qui est présent n’est pas touché.</numerusform>
            <numerusform>%n sont peut-être importés : aucune réponse n’est venue. Synchronisez, puis importez de nouveau le fichier : ce qui est présent n’est pas touché.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be imported.</source>
        <extracomment>What became of an import. %n is how many secrets were not made.</extracomment>
        <translation>
            <numerusform>%n reste à importer.</numerusform>
            <numerusform>%n restent à importer.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the file when you need it no more: whoever has it can read it.</source>
        <extracomment>After an import. The file is the one that was imported.</extracomment>
        <translation>Supprimez le fichier quand vous n’en avez plus besoin : quiconque l’a peut le lire.</translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n secret(s)</source>
        <extracomment>Buttons: imports the secrets of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>Continuer avec %n secret</numerusform>
            <numerusform>Continuer avec %n secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n secret(s)</source>
        <extracomment>Button: imports the secrets of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>Importer %n secret</numerusform>
            <numerusform>Importer %n secrets</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far an import is. %1 and %2 are numbers of secrets.</extracomment>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>The database does not open with this password.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>La base de données ne s’ouvre pas avec ce mot de passe.</translation>
    </message>
    <message>
        <source>KeePassXC has to be installed to open its databases.</source>
        <translation>Pour ouvrir ses bases de données, KeePassXC doit être installé.</translation>
    </message>
    <message>
        <source>Coffret cannot tell what is in this file.</source>
        <translation>Coffret ne reconnaît pas ce que contient ce fichier.</translation>
    </message>
    <message>
        <source>This file is damaged or not complete.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Ce fichier est endommagé ou incomplet.</translation>
    </message>
    <message>
        <source>This file is larger than any that Coffret imports.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Ce fichier est plus grand que ceux que Coffret importe.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Ce fichier ne peut pas être lu.</translation>
    </message>
    <message>
        <source>Check the password and whether there is a key file. A damaged database looks like this, too.</source>
        <extracomment>Below the message that a database does not open with a password.</extracomment>
        <translation>Vérifiez le mot de passe et s’il y a un fichier-clé. Une base endommagée se présente aussi ainsi.</translation>
    </message>
    <message>
        <source>Coffret reads KeePass databases (KDBX, XML), Bitwarden (JSON, not encrypted), 1Password (1PUX), CSV files with a heading, and its own exports.</source>
        <extracomment>Below the message that nobody knows what a file is. The words are names of programs and of kinds of files.</extracomment>
        <translation>Coffret lit les bases KeePass (KDBX, XML), Bitwarden (JSON, non chiffré), 1Password (1PUX), les fichiers CSV avec en-tête et ses propres exports.</translation>
    </message>
    <message>
        <source>It is not signed with your key.</source>
        <extracomment>After what a file of Coffret&apos;s own comes to, which the user would have signed.</extracomment>
        <translation>Il n’est pas signé avec votre clé.</translation>
    </message>
    <message>
        <source>This export is encrypted, and only the program that wrote it can open it. Export it without encryption.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Cet export est chiffré, et seul le programme qui l’a écrit peut l’ouvrir. Exportez-le sans chiffrement.</translation>
    </message>
    <message>
        <source>Opening the database took too long.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>L’ouverture de la base de données a pris trop de temps.</translation>
    </message>
</context>
<context>
    <name>coffret::JobViewModel</name>
    <message>
        <source>It may have been done all the same.</source>
        <extracomment>After the reason why one part of something failed: the server may have got the request.</extracomment>
        <translation>Il se peut que cela ait tout de même été fait.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>Progress of something that takes a while, before its size is known.</extracomment>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Progress of something that takes a while. %1 and %2 are numbers.</extracomment>
        <translation>%1 sur %2</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n step(s) were done and stay done.</source>
        <extracomment>End of something that was stopped. %n is how many parts were done before.</extracomment>
        <translation>
            <numerusform>Arrêté. %n étape a été effectuée et le reste.</numerusform>
            <numerusform>Arrêté. %n étapes ont été effectuées et le restent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were done.</source>
        <extracomment>End of something of which some parts failed. %n is how many went well.</extracomment>
        <translation>
            <numerusform>%n étape a été effectuée.</numerusform>
            <numerusform>%n étapes ont été effectuées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be done:</source>
        <extracomment>Above the names of the parts that failed. %n is how many there are.</extracomment>
        <translation>
            <numerusform>%n n’a pas pu être effectuée :</numerusform>
            <numerusform>%n n’ont pas pu être effectuées :</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) were passed on without your signature, because nobody vouches for them. New readers see them as unsigned:</source>
        <extracomment>End of something that passed secrets on. A list of their names follows; %n is how many.</extracomment>
        <translation>
            <numerusform>%n valeur a été transmise sans votre signature, car personne ne s’en porte garant. Les nouveaux lecteurs la voient comme non signée :</numerusform>
            <numerusform>%n valeurs ont été transmises sans votre signature, car personne ne s’en porte garant. Les nouveaux lecteurs les voient comme non signées :</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::LentViewModel</name>
    <message numerus="yes">
        <source>%n checked-out secret(s) will be taken back within 5 minutes</source>
        <extracomment>Reminder. %n is how many secrets; the time is counted down where they are shown.</extracomment>
        <translation>
            <numerusform>%n secret emprunté sera repris d’ici 5 minutes</numerusform>
            <numerusform>%n secrets empruntés seront repris d’ici 5 minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) given back</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>%n secret rendu</numerusform>
            <numerusform>%n secrets rendus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be given back. Open them to see why.</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>%n secret n’a pas pu être rendu. Ouvrez-le pour voir pourquoi.</numerusform>
            <numerusform>%n secrets n’ont pas pu être rendus. Ouvrez-les pour voir pourquoi.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::MemberListModel</name>
    <message>
        <source>New</source>
        <extracomment>Beside a person who will be added to a group.</extracomment>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Leaves the group</source>
        <extracomment>Beside a person who will be taken out of a group.</extracomment>
        <translation>Quitte le groupe</translation>
    </message>
    <message>
        <source>Becomes manager</source>
        <extracomment>Beside a person in a group.</extracomment>
        <translation>Devient responsable</translation>
    </message>
    <message>
        <source>No longer manager</source>
        <translation>N’est plus responsable</translation>
    </message>
</context>
<context>
    <name>coffret::MoveViewModel</name>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <extracomment>In &quot;Move … to&quot;. %n is how many are moved.</extracomment>
        <translation>
            <numerusform>%n secret</numerusform>
            <numerusform>%n secrets</numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1 to</source>
        <extracomment>Heading above the places something can be moved to. %1 is for example &quot;3 secrets&quot;.</extracomment>
        <translation>Déplacer %1 vers</translation>
    </message>
    <message>
        <source>Move “%1” to</source>
        <extracomment>Heading above the places something can be moved to. %1 is a secret or folder.</extracomment>
        <translation>Déplacer « %1 » vers</translation>
    </message>
    <message>
        <source>Move “%1” out of its folder?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder.</extracomment>
        <translation>Sortir « %1 » de son dossier ?</translation>
    </message>
    <message>
        <source>Move “%1” to %2?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder, %2 where.</extracomment>
        <translation>Déplacer « %1 » vers %2 ?</translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves a secret or folder.</extracomment>
        <translation>Déplacer</translation>
    </message>
</context>
<context>
    <name>coffret::Notifications</name>
    <message>
        <source>Open</source>
        <extracomment>On a notification: brings the window to what it is about.</extracomment>
        <translation>Ouvrir</translation>
    </message>
</context>
<context>
    <name>coffret::OutboxViewModel</name>
    <message>
        <source>New in %1, written %2</source>
        <extracomment>Where and since when a new secret waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>Nouveau dans %1, écrit le %2</translation>
    </message>
    <message>
        <source>Changed in %1, %2</source>
        <extracomment>Where and since when a change waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>Modifié dans %1, %2</translation>
    </message>
    <message>
        <source>Being sent…</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Envoi en cours…</translation>
    </message>
    <message>
        <source>Is sent when the server can be reached</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Sera envoyé dès que le serveur sera joignable</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile. It may be this one: look before you send it again.</source>
        <extracomment>Why a new secret was not sent by itself</extracomment>
        <translation>Un secret de ce nom est apparu entre-temps. C’est peut-être celui-ci : vérifiez avant de l’envoyer de nouveau.</translation>
    </message>
    <message>
        <source>Somebody else changed this secret meanwhile. Edit it to compare.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Quelqu’un d’autre a modifié ce secret entre-temps. Modifiez-le pour comparer.</translation>
    </message>
    <message>
        <source>Somebody can read this secret whose key you have not confirmed. Edit it to do so.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Quelqu’un dont vous n’avez pas confirmé la clé peut lire ce secret. Modifiez-le pour le faire.</translation>
    </message>
    <message>
        <source>Waiting changes cannot be read</source>
        <extracomment>At the foot of the sidebar</extracomment>
        <translation>Modifications en attente illisibles</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet</source>
        <extracomment>At the foot of the sidebar: so many changes that were made without the server</extracomment>
        <translation>
            <numerusform>%n modification pas encore envoyée</numerusform>
            <numerusform>%n modifications pas encore envoyées</numerusform>
        </translation>
    </message>
    <message>
        <source>What waits to be sent to %1 cannot be read.</source>
        <extracomment>%1 is the name of an account</extracomment>
        <translation>Ce qui attend d’être envoyé à %1 est illisible.</translation>
    </message>
    <message>
        <source>“%1” sent</source>
        <translation>« %1 » envoyé</translation>
    </message>
    <message>
        <source>Open in the form</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Ouvert dans le formulaire</translation>
    </message>
    <message>
        <source>Needs the passphrase of your key: send it by hand</source>
        <extracomment>How it stands with a change that waits: nobody was asked for the passphrase</extracomment>
        <translation>Demande la phrase secrète de votre clé : envoyez-le à la main</translation>
    </message>
    <message>
        <source>It was to be sealed, and this account does not seal any more. Edit it to decide.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Elle devait être scellée, et ce compte ne scelle plus. Modifiez-la pour décider.</translation>
    </message>
</context>
<context>
    <name>coffret::OwnKeysViewModel</name>
    <message>
        <source>The key your server knows you by is not on this computer.</source>
        <translation>La clé sous laquelle votre serveur vous connaît n’est pas sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Use a file with that key, such as your recovery kit, or insert your card and come back to this page.</source>
        <translation>Utilisez un fichier contenant cette clé, comme votre kit de récupération, ou insérez votre carte et revenez à cette page.</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>Cet ordinateur ne contient aucune clé OpenPGP qui vous appartienne.</translation>
    </message>
    <message>
        <source>Use a file with your key, or insert your card and come back to this page.</source>
        <translation>Utilisez un fichier contenant votre clé, ou insérez votre carte et revenez à cette page.</translation>
    </message>
    <message>
        <source>Expired, revoked, or not able to decrypt</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Expirée, révoquée ou incapable de déchiffrer</translation>
    </message>
    <message>
        <source>Not the key your server knows you by</source>
        <translation>Pas la clé sous laquelle votre serveur vous connaît</translation>
    </message>
    <message>
        <source>No key is chosen yet.</source>
        <translation>Aucune clé n’est encore choisie.</translation>
    </message>
    <message>
        <source>Choose one of your keys, or make a new one.</source>
        <translation>Choisissez l’une de vos clés, ou créez-en une nouvelle.</translation>
    </message>
    <message>
        <source>Choose the key that the server knows you by.</source>
        <translation>Choisissez la clé sous laquelle le serveur vous connaît.</translation>
    </message>
    <message>
        <source>By the server&apos;s clock this key is not made yet.</source>
        <translation>D’après l’horloge du serveur, cette clé n’est pas encore créée.</translation>
    </message>
    <message>
        <source>Wait that long, or set the clock and make another key; then press Next again.</source>
        <translation>Attendez ce délai, ou réglez l’horloge et créez une autre clé ; appuyez ensuite à nouveau sur Suivant.</translation>
    </message>
    <message>
        <source>Is in your GnuPG keyring already.</source>
        <extracomment>About a key in a file</extracomment>
        <translation>Est déjà dans votre trousseau GnuPG.</translation>
    </message>
    <message>
        <source>Goes into your GnuPG keyring as it is; gpg then asks for its passphrase.</source>
        <translation>Est ajoutée telle quelle à votre trousseau GnuPG ; gpg demande ensuite sa phrase de passe.</translation>
    </message>
    <message>
        <source>Has no passphrase: whoever gets the file has the key. Goes into your GnuPG keyring as it is.</source>
        <translation>N’a pas de phrase de passe : qui obtient le fichier a la clé. Est ajoutée telle quelle à votre trousseau GnuPG.</translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation>Un fichier porte déjà ce nom.</translation>
    </message>
    <message>
        <source>It was left alone. Choose another name.</source>
        <translation>Il n’a pas été touché. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>The key has no passphrase, so it was not written to a file.</source>
        <translation>La clé n’a pas de phrase de passe ; elle n’a donc pas été écrite dans un fichier.</translation>
    </message>
    <message>
        <source>Give it one with gpg --change-passphrase, then save the recovery kit.</source>
        <translation>Donnez-lui-en une avec gpg --change-passphrase, puis enregistrez le kit de récupération.</translation>
    </message>
    <message>
        <source>The recovery kit could not be written.</source>
        <translation>Le kit de récupération n’a pas pu être écrit.</translation>
    </message>
    <message>
        <source>Choose a folder that exists and that you may write to.</source>
        <translation>Choisissez un dossier qui existe et dans lequel vous pouvez écrire.</translation>
    </message>
</context>
<context>
    <name>coffret::PaletteViewModel</name>
    <message>
        <source>Switch to %1</source>
        <extracomment>A line of the command palette. %1 is the name of an account.</extracomment>
        <translation>Passer à %1</translation>
    </message>
    <message>
        <source> / </source>
        <extracomment>Between a folder and its parent, in the path of a folder.</extracomment>
        <translation> / </translation>
    </message>
    <message>
        <source>Go to %1</source>
        <extracomment>A line of the command palette. %1 is the name of a list, folder or tag.</extracomment>
        <translation>Aller à %1</translation>
    </message>
    <message>
        <source>No command and no place is called that</source>
        <extracomment>Command palette, in place of the results.</extracomment>
        <translation>Aucune commande ni aucun emplacement ne porte ce nom</translation>
    </message>
</context>
<context>
    <name>coffret::PasswordMeter</name>
    <message>
        <source>Generated, %1. %2</source>
        <extracomment>How strong a password is that was just generated. %1 is a number such as &quot;131.1 bits of entropy&quot;, %2 a sentence.</extracomment>
        <translation>Généré, %1. %2</translation>
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
        <translation>%1 : %2</translation>
    </message>
</context>
<context>
    <name>coffret::PlaceViewModel</name>
    <message>
        <source>No folder, at the top</source>
        <extracomment>A place to put something: in no folder.</extracomment>
        <translation>Aucun dossier, à la racine</translation>
    </message>
</context>
<context>
    <name>coffret::PortalShortcut</name>
    <message>
        <source>Show Coffret&apos;s quick lookup</source>
        <extracomment>What a key does, in the dialog in which a desktop asks whether it may be used.</extracomment>
        <translation>Afficher la recherche rapide de Coffret</translation>
    </message>
</context>
<context>
    <name>coffret::Program</name>
    <message>
        <source>The settings could not be read. They were set aside as %1.</source>
        <extracomment>%1 is the name of a file.</extracomment>
        <translation>Les réglages n’ont pas pu être lus. Ils ont été mis de côté sous le nom %1.</translation>
    </message>
</context>
<context>
    <name>coffret::QueryChipModel</name>
    <message>
        <source>Favourites</source>
        <extracomment>Chip below the search field: only secrets with a star.</extracomment>
        <translation>Favoris</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Chip below the search field: only other people&apos;s secrets.</extracomment>
        <translation>Partagés avec moi</translation>
    </message>
    <message>
        <source>Mine</source>
        <extracomment>Chip below the search field: only secrets that belong to the user.</extracomment>
        <translation>À moi</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Chip below the search field: only secrets whose time is over.</extracomment>
        <translation>Expirés</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Chip below the search field: only secrets whose time is over soon.</extracomment>
        <translation>Expirent bientôt</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Chip below the search field: only secrets that have a problem.</extracomment>
        <translation>À examiner</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Chip below the search field: only secrets that the user has borrowed.</extracomment>
        <translation>Empruntés</translation>
    </message>
    <message>
        <source>With one-time code</source>
        <extracomment>Chip below the search field: only secrets with a one-time code.</extracomment>
        <translation>Avec code à usage unique</translation>
    </message>
    <message>
        <source>With address</source>
        <extracomment>Chip below the search field: only secrets with the address of a site or a computer.</extracomment>
        <translation>Avec adresse</translation>
    </message>
    <message>
        <source>With description</source>
        <extracomment>Chip below the search field: only secrets with a description.</extracomment>
        <translation>Avec description</translation>
    </message>
    <message>
        <source>With expiry date</source>
        <extracomment>Chip below the search field: only secrets that have a date of expiry.</extracomment>
        <translation>Avec date d’expiration</translation>
    </message>
    <message>
        <source>With tags</source>
        <extracomment>Chip below the search field: only secrets with tags.</extracomment>
        <translation>Avec étiquettes</translation>
    </message>
    <message>
        <source>With user name</source>
        <extracomment>Chip below the search field: only secrets with a user name.</extracomment>
        <translation>Avec nom d’utilisateur</translation>
    </message>
    <message>
        <source>In %1</source>
        <extracomment>Chip below the search field: only secrets in folders with this in their name.</extracomment>
        <translation>Dans %1</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <extracomment>Chip below the search field: only secrets with a tag that begins like this.</extracomment>
        <translation>Étiquette %1</translation>
    </message>
    <message>
        <source>Account %1</source>
        <extracomment>Chip below the search field: only of accounts with this in their name.</extracomment>
        <translation>Compte %1</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <extracomment>Chip below the search field. %1 is what no secret in the list is or has: &quot;Expired&quot;, &quot;Tag old&quot;.</extracomment>
        <translation>Pas : %1</translation>
    </message>
</context>
<context>
    <name>coffret::QuickLookupViewModel</name>
    <message>
        <source>No match</source>
        <extracomment>Quick lookup, in place of the results.</extracomment>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <extracomment>In the quick lookup: puts a field of a secret on the clipboard. %1 is the field&apos;s label.</extracomment>
        <translation>Copier : %1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <extracomment>In the quick lookup: opens the address of a secret.</extracomment>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <extracomment>In the quick lookup: puts an address on the clipboard.</extracomment>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Open in the window</source>
        <extracomment>In the quick lookup: shows a secret in the main window.</extracomment>
        <translation>Ouvrir dans la fenêtre</translation>
    </message>
    <message>
        <source>Type: user name, Tab, password</source>
        <extracomment>In the quick lookup: types both into another window, with the Tab key between.</extracomment>
        <translation>Saisir : nom d’utilisateur, Tab, mot de passe</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <extracomment>In the quick lookup: types a field of a secret into another window. %1 is the field&apos;s label.</extracomment>
        <translation>Saisir : %1</translation>
    </message>
    <message>
        <source>Type it</source>
        <extracomment>In the quick lookup, below a question that names a window.</extracomment>
        <translation>Saisir</translation>
    </message>
    <message>
        <source>Type it and press Enter</source>
        <extracomment>In the quick lookup, below a question that names a window: presses the Enter key behind it.</extracomment>
        <translation>Saisir et appuyer sur Entrée</translation>
    </message>
</context>
<context>
    <name>coffret::ReadersViewModel</name>
    <message>
        <source>Somebody&apos;s key has changed</source>
        <extracomment>Heading: somebody&apos;s key is another one than before.</extracomment>
        <translation>La clé d’une personne a changé</translation>
    </message>
    <message>
        <source>Whose keys are these?</source>
        <extracomment>Heading: keys that were never compared with their owners.</extracomment>
        <translation>À qui sont ces clés ?</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) now show another key than the one you know. Nothing is encrypted for them until you have asked them why.</source>
        <extracomment>A changed key may mean a new computer, or somebody who wants to read along. %n is the number of people.</extracomment>
        <translation>
            <numerusform>%n personne présente maintenant une autre clé que celle que vous connaissez. Rien n’est chiffré pour elle tant que vous ne lui avez pas demandé pourquoi.</numerusform>
            <numerusform>%n personnes présentent maintenant une autre clé que celle que vous connaissez. Rien n’est chiffré pour elles tant que vous ne leur avez pas demandé pourquoi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The keys of %n person(s) cannot be used. They need a new key, or have to lose access first.</source>
        <extracomment>%n is the number of people.</extracomment>
        <translation>
            <numerusform>La clé de %n personne est inutilisable. Il lui faut une nouvelle clé, ou elle doit d’abord perdre l’accès.</numerusform>
            <numerusform>Les clés de %n personnes sont inutilisables. Il leur faut une nouvelle clé, ou elles doivent d’abord perdre l’accès.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go on without them. A group they belong to may have to wait with them, because servers let a group in as a whole.</source>
        <extracomment>Below a warning that the keys of some people cannot be used.</extracomment>
        <translation>Vous pouvez continuer sans ces personnes. Un groupe dont elles font partie devra peut-être attendre avec elles, car les serveurs admettent un groupe en entier.</translation>
    </message>
    <message>
        <source>Go on</source>
        <extracomment>Button: encrypts for the people whose keys were compared.</extracomment>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Go on without %1</source>
        <extracomment>Button: encrypts for the others. %1 are names of people.</extracomment>
        <translation>Continuer sans %1</translation>
    </message>
    <message>
        <source>A key above is blocked.</source>
        <extracomment>Beside a button that cannot be pressed yet.</extracomment>
        <translation>Une clé ci-dessus est bloquée.</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) still to compare.</source>
        <extracomment>Beside a button that cannot be pressed yet. %n is a number of keys.</extracomment>
        <translation>
            <numerusform>%n clé reste à comparer.</numerusform>
            <numerusform>%n clés restent à comparer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ScreenFrame</name>
    <message>
        <source>Choose a part of the screen</source>
        <extracomment>Title of the window in which a part of the screen is chosen.</extracomment>
        <translation>Choisir une partie de l’écran</translation>
    </message>
    <message>
        <source>Draw a frame around the QR code. Enter takes the whole screen, Esc cancels.</source>
        <extracomment>Over the screen while a part of it is chosen.</extracomment>
        <translation>Tracez un cadre autour du code QR. Entrée prend tout l’écran, Échap annule.</translation>
    </message>
</context>
<context>
    <name>coffret::SealingViewModel</name>
    <message>
        <source>Expired, revoked, or not able to encrypt and sign</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Expirée, révoquée ou incapable de chiffrer et signer</translation>
    </message>
    <message>
        <source>Choose your key first</source>
        <extracomment>Why sealing cannot be turned on.</extracomment>
        <translation>Choisissez d’abord votre clé</translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <extracomment>A key file that was named cannot be read.</extracomment>
        <translation>Ce fichier n’a pas pu être lu.</translation>
    </message>
    <message>
        <source>Choose the file with the person&apos;s public key.</source>
        <translation>Choisissez le fichier contenant la clé publique de la personne.</translation>
    </message>
    <message>
        <source>This is not another person&apos;s public key.</source>
        <extracomment>A file or keyring entry that should have been somebody&apos;s key.</extracomment>
        <translation>Ce n’est pas la clé publique d’une autre personne.</translation>
    </message>
    <message>
        <source>It has to be one armored public key, and not your own.</source>
        <translation>Il doit s’agir d’une seule clé publique en format ASCII, et non de la vôtre.</translation>
    </message>
    <message>
        <source>Turn sealing on first</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>Activez d’abord le scellement</translation>
    </message>
    <message>
        <source>A key above cannot be used: take that person off the list, or accept the key</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>Une clé ci-dessus est inutilisable : retirez cette personne de la liste, ou acceptez la clé</translation>
    </message>
</context>
<context>
    <name>coffret::SecondFactorViewModel</name>
    <message>
        <source>No browser could be opened.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Aucun navigateur n’a pu être ouvert.</translation>
    </message>
    <message>
        <source>Open this address yourself: %1</source>
        <extracomment>%1 is an address.</extracomment>
        <translation>Ouvrez vous-même cette adresse : %1</translation>
    </message>
    <message>
        <source>The server did not accept this address.</source>
        <extracomment>Error of the second factor step, when the pasted address does not lead to the end of it.</extracomment>
        <translation>Le serveur n’a pas accepté cette adresse.</translation>
    </message>
    <message>
        <source>Begin again, and copy the whole address from the browser when Duo is done. It works once.</source>
        <translation>Recommencez, et copiez l’adresse entière depuis le navigateur quand Duo a terminé. Elle ne sert qu’une fois.</translation>
    </message>
    <message>
        <source>This code was not accepted.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Ce code n’a pas été accepté.</translation>
    </message>
    <message>
        <source>Wait for the next one and try again. After a few wrong ones the server ends the session.</source>
        <translation>Attendez le suivant et réessayez. Après quelques codes erronés, le serveur met fin à la session.</translation>
    </message>
    <message>
        <source>This server cannot ask Duo for Coffret.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Ce serveur ne peut pas interroger Duo pour Coffret.</translation>
    </message>
    <message>
        <source>Choose another method here, or add one-time codes to your account in the server&apos;s own page.</source>
        <translation>Choisissez une autre méthode ici, ou ajoutez les codes à usage unique à votre compte sur la page du serveur.</translation>
    </message>
</context>
<context>
    <name>coffret::SecretQr</name>
    <message>
        <source>QR code shown on screen</source>
        <extracomment>For screen readers, in place of a QR code that holds a value.</extracomment>
        <translation>Code QR affiché à l’écran</translation>
    </message>
</context>
<context>
    <name>coffret::SecretText</name>
    <message>
        <source>Value shown on screen</source>
        <extracomment>For screen readers, in place of a revealed password: the value itself is not read out.</extracomment>
        <translation>Valeur affichée à l’écran</translation>
    </message>
</context>
<context>
    <name>coffret::ServerIdentityViewModel</name>
    <message>
        <source>The fingerprint is missing.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted.</extracomment>
        <translation>L’empreinte manque.</translation>
    </message>
    <message>
        <source>Enter the one that whoever runs the server told you.</source>
        <translation>Saisissez celle que le responsable du serveur vous a communiquée.</translation>
    </message>
    <message>
        <source>This is not the fingerprint the server shows.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted: what was entered is another one.</extracomment>
        <translation>Ce n’est pas l’empreinte que le serveur présente.</translation>
    </message>
    <message>
        <source>Do not sign in. Somebody may stand between you and the server; tell whoever runs it.</source>
        <translation>Ne vous connectez pas. Il se peut que quelqu’un s’interpose entre vous et le serveur ; prévenez le responsable du serveur.</translation>
    </message>
</context>
<context>
    <name>coffret::SettingsViewModel</name>
    <message>
        <source>Appearance</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>A setting.</extracomment>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Light, dark, of the highest contrast, or whatever the desktop prefers.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Claires, sombres, de contraste maximal, ou selon la préférence du bureau.</translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <extracomment>Choices of a setting: colours.
----------
Choices of a setting: how much moves.
----------
A choice of a setting: the language.</extracomment>
        <translation>Comme le bureau</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claires</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombres</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Text size</source>
        <extracomment>A setting.</extracomment>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Makes words, symbols and the room around them larger in every window.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Agrandit les mots, les symboles et l’espace qui les entoure dans toutes les fenêtres.</translation>
    </message>
    <message>
        <source>Motion</source>
        <extracomment>A setting.</extracomment>
        <translation>Animations</translation>
    </message>
    <message>
        <source>Whether panes and messages glide or simply appear.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Détermine si les volets et les messages glissent ou apparaissent simplement.</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Réduites</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Complètes</translation>
    </message>
    <message>
        <source>Security</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Sécurité</translation>
    </message>
    <message>
        <source>Hide shown values after</source>
        <extracomment>A setting.</extracomment>
        <translation>Masquer les valeurs affichées après</translation>
    </message>
    <message>
        <source>A password or key on the screen is masked again when this time is over.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Un mot de passe ou une clé à l’écran est à nouveau masqué une fois ce délai écoulé.</translation>
    </message>
    <message>
        <source>Empty the clipboard after</source>
        <extracomment>A setting.</extracomment>
        <translation>Vider le presse-papiers après</translation>
    </message>
    <message>
        <source>A copied value is taken back when this time is over, unless you copied something else.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Une valeur copiée est retirée une fois ce délai écoulé, sauf si vous avez copié autre chose.</translation>
    </message>
    <message>
        <source>Lock when not used for</source>
        <extracomment>A setting.</extracomment>
        <translation>Verrouiller après une inactivité de</translation>
    </message>
    <message>
        <source>Lock when the computer sleeps</source>
        <extracomment>A setting.</extracomment>
        <translation>Verrouiller à la mise en veille de l’ordinateur</translation>
    </message>
    <message>
        <source>Locks before the computer is suspended or hibernates.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Verrouille avant que l’ordinateur ne soit mis en veille ou en veille prolongée.</translation>
    </message>
    <message>
        <source>Lock with the screen</source>
        <extracomment>A setting.</extracomment>
        <translation>Verrouiller avec l’écran</translation>
    </message>
    <message>
        <source>Locks when the desktop locks or blanks its screen.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Verrouille quand le bureau verrouille ou éteint l’écran.</translation>
    </message>
    <message>
        <source>Presentation mode</source>
        <extracomment>A setting.</extracomment>
        <translation>Mode présentation</translation>
    </message>
    <message>
        <source>No value is ever shown on the screen, so that it can be shared; copying still works.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Aucune valeur n’est jamais affichée à l’écran, pour que celui-ci puisse être partagé ; la copie reste possible.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>Offer what was used last</source>
        <extracomment>A setting.</extracomment>
        <translation>Proposer ce qui a été utilisé en dernier</translation>
    </message>
    <message>
        <source>Accounts</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Comptes</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>Under the name of an account in the settings. %1 is a service, %2 the address of a server.</extracomment>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>In the settings: sets up one more account.</extracomment>
        <translation>Ajouter un compte…</translation>
    </message>
    <message>
        <source>Signs in to one more server; accounts stay apart from each other.</source>
        <extracomment>What a button in the settings does.</extracomment>
        <translation>Ouvre une session sur un serveur de plus ; les comptes restent séparés les uns des autres.</translation>
    </message>
    <message>
        <source>About Coffret</source>
        <extracomment>Section of the settings: about the program.</extracomment>
        <translation>À propos de Coffret</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>In the settings: the program&apos;s version.</extracomment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <extracomment>Under the program&apos;s version: its licence, which gives everybody these rights.</extracomment>
        <translation>Logiciel libre sous licence publique générale GNU, version 3 ou ultérieure.</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>A setting.</extracomment>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Of all words, dates and numbers. Another one is spoken when Coffret starts again.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>De tous les mots, dates et nombres. Une autre s’applique au prochain démarrage de Coffret.</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Recherche rapide</translation>
    </message>
    <message>
        <source>Keys for the quick lookup</source>
        <extracomment>A setting.</extracomment>
        <translation>Touches de la recherche rapide</translation>
    </message>
    <message>
        <source>Show it from anywhere, whichever program is in front.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>L’affiche de partout, quel que soit le programme au premier plan.</translation>
    </message>
    <message>
        <source>Count the use of other programs</source>
        <extracomment>A setting.</extracomment>
        <translation>Compter l’utilisation d’autres programmes</translation>
    </message>
    <message>
        <source>Coffret does not lock while you use the computer, where the desktop tells of that.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Coffret ne se verrouille pas tant que vous utilisez l’ordinateur, si le bureau le signale.</translation>
    </message>
    <message>
        <source>Lock when the user is switched</source>
        <extracomment>A setting.</extracomment>
        <translation>Verrouiller au changement d’utilisateur</translation>
    </message>
    <message>
        <source>Locks when another person&apos;s session comes to the front of this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Verrouille quand la session d’une autre personne passe au premier plan sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Lock when the lid is closed</source>
        <extracomment>A setting.</extracomment>
        <translation>Verrouiller à la fermeture du capot</translation>
    </message>
    <message>
        <source>Locks even where the computer goes on with its lid closed.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Verrouille même si l’ordinateur continue de fonctionner capot fermé.</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>Section of the settings: when the program starts.</extracomment>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Start with the desktop</source>
        <extracomment>A setting.</extracomment>
        <translation>Démarrer avec le bureau</translation>
    </message>
    <message>
        <source>Coffret waits locked in the system tray after you sign in to this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Coffret attend, verrouillé, dans la zone de notification après l’ouverture de votre session sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Tray and notifications</source>
        <extracomment>Section of the settings: what is seen outside of Coffret&apos;s window.</extracomment>
        <translation>Zone de notification et notifications</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <extracomment>A setting, which only says something: the symbol of the program in the desktop&apos;s tray.</extracomment>
        <translation>Icône de la zone de notification</translation>
    </message>
    <message>
        <source>Coffret stays there when its window is closed.</source>
        <extracomment>About the tray icon.</extracomment>
        <translation>Coffret y reste quand sa fenêtre est fermée.</translation>
    </message>
    <message>
        <source>Shown</source>
        <extracomment>Whether there is a tray icon.</extracomment>
        <translation>Affichée</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>Non affichée</translation>
    </message>
    <message>
        <source>Names in the tray menu</source>
        <extracomment>A setting.</extracomment>
        <translation>Noms dans le menu de la zone de notification</translation>
    </message>
    <message>
        <source>Lists what was used last by name even where every program of your session can read the menu.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Affiche par son nom ce qui a été utilisé en dernier, même si tous les programmes de votre session peuvent lire le menu.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Says when access ends or was granted and when an account cannot be synced, while you look elsewhere.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Signale quand un accès prend fin ou a été approuvé et quand un compte ne peut pas être synchronisé, pendant que vous regardez ailleurs.</translation>
    </message>
    <message>
        <source>Names in notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>Noms dans les notifications</translation>
    </message>
    <message>
        <source>Names secrets and accounts there. The desktop shows notifications to whoever looks, and may keep them.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Y nomme les secrets et les comptes. Le bureau montre les notifications à quiconque regarde, et peut les conserver.</translation>
    </message>
    <message>
        <source>The quick lookup begins with the last five secrets and puts first what you use most. Kept encrypted on this computer; turned off, it is forgotten.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>La recherche rapide commence par les cinq derniers secrets utilisés et place en tête ce que vous utilisez le plus. Conservé chiffré sur cet ordinateur ; oublié à la désactivation.</translation>
    </message>
    <message>
        <source>Found by the desktop&apos;s search</source>
        <extracomment>A setting.</extracomment>
        <translation>Trouver avec la recherche du bureau</translation>
    </message>
    <message>
        <source>GNOME and KRunner find secrets by name while Coffret is unlocked. The desktop then sees what you search for and every name that fits.</source>
        <extracomment>What a setting does. GNOME and KRunner are names.</extracomment>
        <translation>GNOME et KRunner trouvent les secrets par leur nom tant que Coffret est déverrouillé. Le bureau voit alors ce que vous cherchez et chaque nom qui correspond.</translation>
    </message>
    <message>
        <source>This desktop has no tray for icons, so closing the window quits Coffret.</source>
        <extracomment>A desktop may have no place for symbols of programs.</extracomment>
        <translation>Ce bureau n’a pas de zone de notification pour les icônes ; Coffret se ferme donc avec sa fenêtre.</translation>
    </message>
    <message>
        <source>The desktop did not allow that.</source>
        <extracomment>Message: a setting could not be changed.</extracomment>
        <translation>Le bureau ne l’a pas autorisé.</translation>
    </message>
    <message>
        <source>Forgets names, values and tokens when nobody has been there for this long.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Oublie les noms, les valeurs et les jetons quand personne n’a été présent pendant ce temps.</translation>
    </message>
    <message>
        <source>The desktop listens for: %1.</source>
        <extracomment>Below a setting: keys that the desktop chose itself. %1 is what it calls them, in its own words.</extracomment>
        <translation>Le bureau réagit à : %1.</translation>
    </message>
    <message>
        <source>Offline</source>
        <extracomment>Section of the settings: working without the server.</extracomment>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Keep what was listed for</source>
        <extracomment>A setting: how long the list of secrets is kept on this computer.</extracomment>
        <translation>Conserver les listes pendant</translation>
    </message>
    <message>
        <source>Names are shown before the server answers, and without it. They are kept encrypted with your key.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Les noms s’affichent avant la réponse du serveur, et sans lui. Ils sont conservés chiffrés avec votre clé.</translation>
    </message>
    <message>
        <source>Values of %1 without its server</source>
        <extracomment>A setting: which values of an account can be shown without its server. %1 is the account&apos;s name.</extracomment>
        <translation>Valeurs de %1 sans son serveur</translation>
    </message>
    <message>
        <source>They are kept as the server sends them: encrypted for your key. The server notes favourites and everything as read by you.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Elles sont conservées telles que le serveur les envoie : chiffrées pour votre clé. Le serveur note les favoris et « Toutes » comme lus par vous.</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>Choices of a setting: which values can be shown without the server.</extracomment>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Used in the last 30 days</source>
        <translation>Utilisées ces 30 derniers jours</translation>
    </message>
    <message>
        <source>Those and favourites</source>
        <translation>Celles-ci et les favoris</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Toutes</translation>
    </message>
</context>
<context>
    <name>coffret::SetupServerViewModel</name>
    <message>
        <source>This is not an address Coffret can use.</source>
        <translation>Coffret ne peut pas utiliser cette adresse.</translation>
    </message>
    <message>
        <source>It should look like https://vault.example.com, without a user name.</source>
        <translation>Elle devrait ressembler à https://vault.example.com, sans nom d’utilisateur.</translation>
    </message>
    <message>
        <source>The certificate authority&apos;s file cannot be read.</source>
        <translation>Le fichier de l’autorité de certification ne peut pas être lu.</translation>
    </message>
    <message>
        <source>Choose a PEM file.</source>
        <translation>Choisissez un fichier PEM.</translation>
    </message>
    <message>
        <source>The file holds no certificate.</source>
        <translation>Le fichier ne contient aucun certificat.</translation>
    </message>
    <message>
        <source>Choose a PEM file; it has a line BEGIN CERTIFICATE.</source>
        <translation>Choisissez un fichier PEM ; il contient une ligne BEGIN CERTIFICATE.</translation>
    </message>
</context>
<context>
    <name>coffret::SharedKeyViewModel</name>
    <message>
        <source>The server names another key than a moment ago. Compare this one.</source>
        <extracomment>Error while a new shared key is compared: the server has just named yet another one.</extracomment>
        <translation>Le serveur indique une autre clé qu’il y a un instant. Comparez celle-ci.</translation>
    </message>
    <message>
        <source>%1 handed it out and signed it.</source>
        <extracomment>Who handed a new shared key out. %1 is the name of a person.</extracomment>
        <translation>%1 l’a remise et signée.</translation>
    </message>
    <message>
        <source>The server itself handed it out; no person signed it.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>Le serveur lui-même l’a remise ; personne ne l’a signée.</translation>
    </message>
    <message>
        <source>Nobody who may hand it out signed it. Do not accept it unless an administrator can explain that.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>Personne ayant le droit de la remettre ne l’a signée. Ne l’acceptez pas, à moins qu’un administrateur ne puisse l’expliquer.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) wait for the shared key</source>
        <extracomment>Banner of an account. %n secrets have encrypted names that the user was not given the key for.</extracomment>
        <translation>
            <numerusform>%n secret attend la clé partagée</numerusform>
            <numerusform>%n secrets attendent la clé partagée</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::SharingViewModel</name>
    <message>
        <source>Only its owners can change who has access.</source>
        <extracomment>Why a secret or folder cannot be shared by the user.</extracomment>
        <translation>Seuls les propriétaires peuvent changer les accès.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the list of who has access. %n is how many entries will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n modification, rien n’est encore enregistré</numerusform>
            <numerusform>%n modifications, rien n’est encore enregistré</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to own it. Make somebody else an owner first.</source>
        <extracomment>Why a right cannot be taken away: somebody has to own a secret or folder.</extracomment>
        <translation>Il faut un propriétaire. Désignez d’abord un autre propriétaire.</translation>
    </message>
    <message>
        <source>Change access to “%1”?</source>
        <extracomment>Heading of the question before access changes. %1 is the name of a secret or folder.</extracomment>
        <translation>Changer les accès à « %1 » ?</translation>
    </message>
    <message>
        <source>Change access</source>
        <extracomment>Button: changes who has access.</extracomment>
        <translation>Changer les accès</translation>
    </message>
</context>
<context>
    <name>coffret::ShownValue</name>
    <message>
        <source>%1 Open the secret to copy it all the same.</source>
        <extracomment>Message instead of copying. %1 is a sentence about the signature of a value.</extracomment>
        <translation>%1 Ouvrez le secret pour copier la valeur malgré tout.</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyCard</name>
    <message>
        <source>%1 Add the key to the agent anyway?</source>
        <extracomment>Question before a key is used. %1 is a sentence about the signature.</extracomment>
        <translation>%1 Ajouter quand même la clé à l’agent ?</translation>
    </message>
    <message>
        <source>%1 Copy its public key anyway?</source>
        <extracomment>The same before its public half is worked out and copied.</extracomment>
        <translation>%1 Copier quand même sa clé publique ?</translation>
    </message>
    <message>
        <source>Write a number of minutes from 1 to %1.</source>
        <extracomment>Error under a number of minutes. %1 is a number.</extracomment>
        <translation>Indiquez un nombre de minutes de 1 à %1.</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>Heading of the part about an SSH key whose type is not known before it is opened.</extracomment>
        <translation>Clé SSH</translation>
    </message>
    <message>
        <source>The public key or fingerprint stored with it belongs to another key. What is shown here comes from the private key.</source>
        <extracomment>Warning about an SSH key. What stands here is worked out from the private key.</extracomment>
        <translation>La clé publique ou l’empreinte enregistrée avec elle appartient à une autre clé. Ce qui est affiché ici provient de la clé privée.</translation>
    </message>
    <message>
        <source>In ssh-agent until Coffret locks, or %1 at the latest.</source>
        <extracomment>About a key that is in the SSH agent. %1 is the latest moment.</extracomment>
        <translation>Dans ssh-agent jusqu’au verrouillage de Coffret, ou jusqu’à %1 au plus tard.</translation>
    </message>
    <message>
        <source>In ssh-agent until %1, or until Coffret locks.</source>
        <extracomment>The same. %1 is a moment.</extracomment>
        <translation>Dans ssh-agent jusqu’à %1, ou jusqu’au verrouillage de Coffret.</translation>
    </message>
    <message>
        <source>It asks before each use.</source>
        <extracomment>After one of the two sentences before.</extracomment>
        <translation>Une confirmation est demandée avant chaque utilisation.</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyEditor</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>A file with an SSH key was chosen or dropped. What is wrong, then the next step.</extracomment>
        <translation>Le fichier ne peut pas être lu.</translation>
    </message>
    <message>
        <source>See that it is there and that you may read it.</source>
        <translation>Vérifiez qu’il existe et que vous pouvez le lire.</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>In a form, about a private key of which nothing can be seen before it is opened.</extracomment>
        <translation>Clé privée</translation>
    </message>
    <message>
        <source>Encrypted with a passphrase</source>
        <extracomment>About a private key in a form: it needs a passphrase that is not there.</extracomment>
        <translation>Chiffrée avec une phrase de passe</translation>
    </message>
    <message>
        <source>Encrypted, and the passphrase fits</source>
        <translation>Chiffrée, et la phrase de passe convient</translation>
    </message>
    <message>
        <source>Not encrypted with a passphrase of its own</source>
        <translation>Non chiffrée par une phrase de passe propre</translation>
    </message>
    <message>
        <source>%1. Converted from PuTTY&apos;s format to OpenSSH&apos;s</source>
        <extracomment>About a private key in a form. %1 is one of the sentences before. OpenSSH and PuTTY are names.</extracomment>
        <translation>%1. Convertie du format de PuTTY à celui d’OpenSSH</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyGenerator</name>
    <message>
        <source>Short, fast and safe. Right unless a server is very old.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Courte, rapide et sûre. Le bon choix, sauf si un serveur est très ancien.</translation>
    </message>
    <message>
        <source>For servers that know nothing newer.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Pour les serveurs qui ne connaissent rien de plus récent.</translation>
    </message>
    <message>
        <source>The same, where a rule asks for more bits.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Idem, là où une règle exige plus de bits.</translation>
    </message>
    <message>
        <source>For rules that name NIST&apos;s curves.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Pour les règles qui imposent les courbes du NIST.</translation>
    </message>
</context>
<context>
    <name>coffret::ToastViewModel</name>
    <message>
        <source>%1 copied</source>
        <extracomment>Message after copying. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>Copié : %1</translation>
    </message>
    <message>
        <source>%1 copied. It has a line end in it: pasted into a terminal, what stands before it runs at once.</source>
        <extracomment>Message after copying a value that has a line end in it. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>Copié : %1. La valeur contient une fin de ligne : collée dans un terminal, ce qui la précède s’exécute aussitôt.</translation>
    </message>
</context>
<context>
    <name>coffret::TokenHint</name>
    <message>
        <source>Looks like a key of %1</source>
        <extracomment>About an API key. %1 is the name of a service, such as GitHub.</extracomment>
        <translation>Semble être une clé %1</translation>
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
        <translation>Coffret : verrouillé</translation>
    </message>
    <message>
        <source>Coffret: %1</source>
        <extracomment>Tooltip of the tray icon. %1 says how many secrets are checked out and until when.</extracomment>
        <translation>Coffret : %1</translation>
    </message>
    <message>
        <source>Coffret: needs your attention</source>
        <extracomment>Tooltip of the tray icon: an account could not be synced or opened.</extracomment>
        <translation>Coffret : requiert votre attention</translation>
    </message>
    <message>
        <source>Coffret: syncing</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret : synchronisation en cours</translation>
    </message>
</context>
<context>
    <name>coffret::TrayMenu</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Recherche rapide</translation>
    </message>
    <message>
        <source>Copy a one-time code</source>
        <extracomment>Tray menu: leads to the names of secrets that have one; choosing a name copies its code.</extracomment>
        <translation>Copier un code à usage unique</translation>
    </message>
    <message>
        <source>Open Coffret</source>
        <extracomment>Tray menu: shows the main window.</extracomment>
        <translation>Ouvrir Coffret</translation>
    </message>
    <message>
        <source>Sync now</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Give everything back</source>
        <extracomment>Tray menu: gives back every secret that is checked out.</extracomment>
        <translation>Tout rendre</translation>
    </message>
    <message>
        <source>Copy again</source>
        <extracomment>Tray menu: heading of the names of what was used last; choosing a name copies its main value.</extracomment>
        <translation>Copier à nouveau</translation>
    </message>
    <message>
        <source>Recent…</source>
        <extracomment>Tray menu, in place of the names of what was used last: leads to the quick lookup, which shows them.</extracomment>
        <translation>Derniers utilisés…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verrouiller</translation>
    </message>
</context>
<context>
    <name>coffret::TypingViewModel</name>
    <message>
        <source>No window of another program had the keyboard before. Click into one, then try again.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>Aucune fenêtre d’un autre programme n’avait le clavier auparavant. Cliquez dans l’une d’elles, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 Type it anyway?</source>
        <extracomment>Question before a value is typed into another window. %1 is a sentence about the signature.</extracomment>
        <translation>%1 Saisir quand même ?</translation>
    </message>
</context>
</TS>
