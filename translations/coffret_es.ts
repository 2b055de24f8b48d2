<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>AboutSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Service</source>
        <extracomment>Before the name and version of the server&apos;s software</extracomment>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Before a server&apos;s address</extracomment>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>You</source>
        <extracomment>Before the name under which the user is known to the server</extracomment>
        <translation>Usted</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Before the fingerprint of the user&apos;s OpenPGP key</extracomment>
        <translation>Su clave</translation>
    </message>
</context>
<context>
    <name>AccessPane</name>
    <message>
        <source>Sharing</source>
        <extracomment>Accessible name of the part that shows who has access</extracomment>
        <translation>Uso compartido</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>Añadir personas o grupos</translation>
    </message>
    <message>
        <source>Who has access</source>
        <extracomment>Accessible name of the list of who has access</extracomment>
        <translation>Quién tiene acceso</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of access that were not written yet</extracomment>
        <translation>Deshacer los cambios</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>Revisar…</translation>
    </message>
</context>
<context>
    <name>AccessRequestSheet</name>
    <message>
        <source>Whoever decides about it reads what you write here.</source>
        <extracomment>Under the heading of the form that asks for access to a secret</extracomment>
        <translation>Quien decida al respecto leerá lo que escriba aquí.</translation>
    </message>
    <message>
        <source>Request access to “%1”</source>
        <extracomment>Heading of the form that asks for access. %1 is a secret&apos;s name</extracomment>
        <translation>Solicitar acceso a «%1»</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Sending…</source>
        <extracomment>Buttons below the form that asks for access: before and while it is sent</extracomment>
        <translation>Enviando…</translation>
    </message>
    <message>
        <source>Send request</source>
        <translation>Enviar solicitud</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Abrir página web</translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>Label of the field for why access is needed</extracomment>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>1 to %1 hours. The arrow keys change it.</source>
        <extracomment>Help under the field for how long access is needed. %1 is a number of hours</extracomment>
        <translation>De 1 a %1 horas. Las teclas de flecha cambian el valor.</translation>
    </message>
    <message>
        <source>Hours</source>
        <extracomment>Label of the field for how long access is needed</extracomment>
        <translation>Horas</translation>
    </message>
    <message>
        <source>Leave it empty for at once, or write a time, or a day and a time like %1.</source>
        <extracomment>Help under the field for when access is to begin. %1 is a moment as it can be written</extracomment>
        <translation>Déjelo vacío para empezar de inmediato, o escriba una hora, o un día y una hora como %1.</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>Label of the field for when access is to begin</extracomment>
        <translation>Desde</translation>
    </message>
    <message>
        <source>At once</source>
        <extracomment>In the empty field for when access is to begin</extracomment>
        <translation>De inmediato</translation>
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
        <translation>Los cambios se aplican a la carpeta y a todo su contenido que usted pueda compartir.</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <extracomment>Heading: %1 is the name of a folder</extracomment>
        <translation>Compartir «%1»</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>AccountBanners</name>
    <message>
        <source>Compare…</source>
        <extracomment>Button in an error banner: compares a server&apos;s new fingerprint
----------
Button in a banner: compares the fingerprint of a new shared key</extracomment>
        <translation>Comparar…</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>What it encrypts can be read, but nobody vouches for it, and nothing is written with it.</source>
        <extracomment>In a banner about a new shared key</extracomment>
        <translation>Lo que cifra se puede leer, pero nadie la avala y no se escribe nada con ella.</translation>
    </message>
    <message>
        <source>The server has a new shared key</source>
        <extracomment>Title of a banner: the server names another key for what several persons share</extracomment>
        <translation>El servidor tiene una nueva clave compartida</translation>
    </message>
    <message>
        <source>Ask an administrator to give it to you, then sync.</source>
        <extracomment>In a banner about secrets that cannot be read yet</extracomment>
        <translation>Pida a un administrador que se la entregue y, después, sincronice.</translation>
    </message>
</context>
<context>
    <name>AccountButtons</name>
    <message>
        <source>Options…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>Opciones…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>Quitar…</translation>
    </message>
</context>
<context>
    <name>AccountFields</name>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the account name field</extracomment>
        <translation>Se muestra en la barra lateral. Si lo deja vacío, se usa el nombre del servidor.</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <extracomment>Label of the account name field</extracomment>
        <translation>Nombre (opcional)</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <extracomment>Entry of the file type list in the certificate authority&apos;s file dialog</extracomment>
        <translation>Certificados (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>Only if your organisation signs its certificates itself: a PEM file, trusted for this account alone.</source>
        <extracomment>Help under the certificate authority field</extracomment>
        <translation>Solo si su organización firma ella misma sus certificados: un archivo PEM, de confianza únicamente para esta cuenta.</translation>
    </message>
    <message>
        <source>Certificate authority (optional)</source>
        <extracomment>Label of the certificate authority field</extracomment>
        <translation>Autoridad de certificación (opcional)</translation>
    </message>
</context>
<context>
    <name>AccountOptionsSheet</name>
    <message>
        <source>Saving signs in to the account again. What you have checked out is treated as when Coffret locks.</source>
        <extracomment>Below the heading of the sheet for an account&apos;s options; the second for accounts that lend values</extracomment>
        <translation>Al guardar se vuelve a iniciar sesión en la cuenta. Lo que tenga en préstamo se trata como cuando Coffret se bloquea.</translation>
    </message>
    <message>
        <source>Saving signs in to the account again.</source>
        <translation>Al guardar se vuelve a iniciar sesión en la cuenta.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons of the sheet for an account&apos;s options</extracomment>
        <translation>Cerrando sesión…</translation>
    </message>
    <message>
        <source>Options of “%1”</source>
        <extracomment>Heading of the sheet for an account&apos;s options. %1 is its name</extracomment>
        <translation>Opciones de «%1»</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: an account&apos;s options stay as they were</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button: keeps an account&apos;s options</extracomment>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the field for an account&apos;s name</extracomment>
        <translation>Se muestra en la barra lateral. Si lo deja vacío, se usa el nombre del servidor.</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for an account&apos;s name</extracomment>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for an account&apos;s apps</extracomment>
        <translation>El identificador de una aplicación está en el panel lateral de su configuración; también sirven los nombres si su token vale para todas las aplicaciones.</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>A preference of an account whose values are lent</extracomment>
        <translation>Devolver cuando Coffret se bloquee o se cierre</translation>
    </message>
</context>
<context>
    <name>AccountPopup</name>
    <message>
        <source>Accounts</source>
        <extracomment>Accessible name of the list of accounts</extracomment>
        <translation>Cuentas</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>Button below the list of accounts</extracomment>
        <translation>Añadir cuenta…</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <extracomment>Button below the list of accounts: takes the one the keyboard is at, else the one in view, off this computer</extracomment>
        <translation>Quitar «%1»…</translation>
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
        <translation>Cambiar de cuenta</translation>
    </message>
</context>
<context>
    <name>ActivityPane</name>
    <message>
        <source>Activity</source>
        <extracomment>Accessible name of the part that shows who did what with a secret</extracomment>
        <translation>Actividad</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <extracomment>In place of what happened to a secret</extracomment>
        <translation>Todavía no ha ocurrido nada.</translation>
    </message>
</context>
<context>
    <name>AddFieldButton</name>
    <message>
        <source>Add field</source>
        <extracomment>Button that offers more fields for a secret</extracomment>
        <translation>Añadir campo</translation>
    </message>
</context>
<context>
    <name>AgeBanner</name>
    <message>
        <source>The server cannot be reached, so it may have changed since.</source>
        <extracomment>In a banner above a secret that was kept on this computer</extracomment>
        <translation>No se puede acceder al servidor; puede haber cambiado desde entonces.</translation>
    </message>
</context>
<context>
    <name>AgentSheet</name>
    <message>
        <source>Programs of yours can sign in with it while it is there. Coffret takes it out when it locks or quits.</source>
        <extracomment>Under the heading of the sheet that puts a key into the SSH agent</extracomment>
        <translation>Sus programas pueden usarla para iniciar sesión mientras esté ahí. Coffret la saca cuando se bloquea o se cierra.</translation>
    </message>
    <message>
        <source>Add “%1” to ssh-agent</source>
        <extracomment>Heading of the sheet that puts a key into the SSH agent. %1 is a secret&apos;s name</extracomment>
        <translation>Añadir «%1» a ssh-agent</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that put a key into the SSH agent: before and while it is opened</extracomment>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>For how long</source>
        <extracomment>Accessible name of the choice of a time</extracomment>
        <translation>Durante cuánto tiempo</translation>
    </message>
    <message>
        <source>At most 24 hours, should Coffret end without a chance to take it out.</source>
        <extracomment>Below the choice &quot;Until Coffret locks&quot;</extracomment>
        <translation>Como máximo 24 horas, si Coffret termina sin haber podido sacarla.</translation>
    </message>
    <message>
        <source>Until Coffret locks</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>Hasta que Coffret se bloquee</translation>
    </message>
    <message>
        <source>1 hour</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>1 hora</translation>
    </message>
    <message>
        <source>8 hours</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>8 horas</translation>
    </message>
    <message>
        <source>Minutes:</source>
        <extracomment>Choice of how long a key stays in the SSH agent; a number is written behind it</extracomment>
        <translation>Minutos:</translation>
    </message>
    <message>
        <source>Minutes</source>
        <extracomment>Accessible name of the field for a number of minutes</extracomment>
        <translation>Minutos</translation>
    </message>
    <message>
        <source>The agent asks with ssh-askpass whenever a program wants to sign in; where that is not installed, every use is refused.</source>
        <extracomment>Below &quot;Confirm each use&quot;. ssh-askpass is the name of a program</extracomment>
        <translation>El agente pregunta con ssh-askpass cada vez que un programa quiere iniciar sesión; si ssh-askpass no está instalado, se rechaza cualquier uso.</translation>
    </message>
    <message>
        <source>Confirm each use</source>
        <extracomment>Check box: the SSH agent asks before each use of a key</extracomment>
        <translation>Confirmar cada uso</translation>
    </message>
</context>
<context>
    <name>AppsField</name>
    <message>
        <source>Apps, separated by commas</source>
        <extracomment>Label of the apps field</extracomment>
        <translation>Aplicaciones, separadas por comas</translation>
    </message>
</context>
<context>
    <name>AttentionTexts</name>
    <message>
        <source>The server showed an older version, or one that belongs to another secret. Do not use the value; tell whoever runs the server.</source>
        <extracomment>What to do about a secret of which the server sent something older, or something of another one.</extracomment>
        <translation>El servidor ha presentado una versión más antigua, o que pertenece a otro secreto. No use el valor; avise a quien administra el servidor.</translation>
    </message>
    <message>
        <source>Its details are encrypted with a key that was not shared with you yet. Ask an administrator to share it.</source>
        <extracomment>What to do about a secret that waits for a shared key.</extracomment>
        <translation>Sus detalles están cifrados con una clave que aún no se ha compartido con usted. Pida a un administrador que la comparta.</translation>
    </message>
    <message>
        <source>Name and details are placeholders. Ask the owner to save it again.</source>
        <extracomment>What to do about a secret whose details cannot be decrypted.</extracomment>
        <translation>El nombre y los detalles mostrados no son los verdaderos. Pida al propietario que lo guarde de nuevo.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the addresses. Check them before you use the value there.</source>
        <extracomment>What to do about a secret whose details nobody vouches for.</extracomment>
        <translation>Nadie que usted conozca avala el nombre ni las direcciones. Compruébelos antes de usar el valor en esas direcciones.</translation>
    </message>
    <message>
        <source>When you last opened it, nobody you know vouched for the values. Ask the owner whether they wrote them, or save them again yourself.</source>
        <extracomment>What to do about a secret whose values nobody vouches for.</extracomment>
        <translation>La última vez que lo abrió, nadie que usted conozca avalaba los valores. Pregunte al propietario si los escribió, o guárdelos usted de nuevo.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name of one of its tags. Do not rely on that tag.</source>
        <extracomment>What to do about a secret with a tag that nobody vouches for.</extracomment>
        <translation>Nadie que usted conozca avala el nombre de una de sus etiquetas. No se fíe de esa etiqueta.</translation>
    </message>
    <message>
        <source>It can be read and copied as it is, but not changed here.</source>
        <extracomment>What to do about a secret of a type this version does not know.</extracomment>
        <translation>Se puede leer y copiar tal cual, pero no modificar aquí.</translation>
    </message>
    <message>
        <source>Nothing is kept in it. Edit it to give it a value.</source>
        <extracomment>What to do about a secret without any value.</extracomment>
        <translation>No contiene nada. Edítelo para darle un valor.</translation>
    </message>
    <message>
        <source>What the server sent as this folder&apos;s name belongs elsewhere</source>
        <extracomment>Why a folder&apos;s name deserves a second look: the server sent something else in its place.</extracomment>
        <translation>Lo que el servidor envió como nombre de esta carpeta corresponde a otra cosa</translation>
    </message>
    <message>
        <source>This folder&apos;s name waits for the shared key</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>El nombre de esta carpeta espera la clave compartida</translation>
    </message>
    <message>
        <source>This folder&apos;s name cannot be decrypted</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>El nombre de esta carpeta no se puede descifrar</translation>
    </message>
    <message>
        <source>Nobody you know vouches for this folder&apos;s name</source>
        <extracomment>Why a folder&apos;s name deserves a second look.</extracomment>
        <translation>Nadie que usted conozca avala el nombre de esta carpeta</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>If this computer breaks or you forget the passphrase, everything encrypted for you is lost. Keep a copy where only you can get at it.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>Si este equipo se estropea o usted olvida la frase de contraseña, se pierde todo lo cifrado para usted. Guarde una copia donde solo usted pueda acceder a ella.</translation>
    </message>
    <message>
        <source>Recovery kit saved. Move it off this computer.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>Kit de recuperación guardado. Llévelo fuera de este equipo.</translation>
    </message>
    <message>
        <source>Your new key exists only here</source>
        <translation>Su nueva clave solo existe aquí</translation>
    </message>
    <message>
        <source>OpenPGP keys (*.asc)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Claves OpenPGP (*.asc)</translation>
    </message>
    <message>
        <source>The private key, locked with its passphrase; gpg asks for that once more. Only you can read the file.</source>
        <extracomment>Help under the field for the recovery kit&apos;s file</extracomment>
        <translation>La clave privada, bloqueada con su frase de contraseña; gpg la pide una vez más. Solo usted puede leer el archivo.</translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <extracomment>Label of the field for the recovery kit&apos;s file</extracomment>
        <translation>Kit de recuperación</translation>
    </message>
    <message>
        <source>Save a recovery kit</source>
        <extracomment>Button that writes the recovery kit</extracomment>
        <translation>Guardar un kit de recuperación</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <extracomment>Name of the button that closes an error banner</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Hide details</source>
        <extracomment>Button that unfolds or folds the technical details of an error</extracomment>
        <translation>Ocultar detalles</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
</context>
<context>
    <name>BeginningSettings</name>
    <message>
        <source>You can change this at any time in the settings.</source>
        <extracomment>Below a few settings on a setup screen</extracomment>
        <translation>Puede cambiarlo en cualquier momento en la configuración.</translation>
    </message>
</context>
<context>
    <name>BulkPane</name>
    <message>
        <source>Chosen secrets</source>
        <extracomment>Accessible name of the part that works on several secrets</extracomment>
        <translation>Secretos elegidos</translation>
    </message>
    <message>
        <source>What you do here is done to all of them.</source>
        <extracomment>Below how many secrets are chosen</extracomment>
        <translation>Lo que haga aquí se aplica a todos.</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Button: gives people access to several secrets</extracomment>
        <translation>Compartir…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Button: moves several secrets</extracomment>
        <translation>Mover a…</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <extracomment>Button: gives several secrets a star</extracomment>
        <translation>Añadir a favoritos</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <extracomment>Button: takes the star of several secrets away</extracomment>
        <translation>Quitar de favoritos</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Button: deletes several secrets after a question</extracomment>
        <translation>Eliminar…</translation>
    </message>
</context>
<context>
    <name>BulkShareSheet</name>
    <message>
        <source>They get access to all of them. Who has access already keeps it, with the greater of two rights.</source>
        <extracomment>Under the heading of a question who gets access to several secrets</extracomment>
        <translation>Obtienen acceso a todos ellos. Quien ya tiene acceso lo conserva, con el mayor de los dos permisos.</translation>
    </message>
    <message>
        <source>Add somebody first.</source>
        <extracomment>Beside a button that cannot be pressed before people or groups were added</extracomment>
        <translation>Añada primero a alguien.</translation>
    </message>
    <message>
        <source>Share: %1</source>
        <extracomment>Heading. %1 is for example &quot;3 secrets chosen&quot;</extracomment>
        <translation>Compartir: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>Revisar…</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>Añadir personas o grupos</translation>
    </message>
    <message>
        <source>Who gets access</source>
        <extracomment>Accessible name of the list of who gets access</extracomment>
        <translation>Quién obtiene acceso</translation>
    </message>
</context>
<context>
    <name>CertificateBody</name>
    <message>
        <source>Issued by</source>
        <extracomment>Label of the name of who signed a certificate</extracomment>
        <translation>Emitido por</translation>
    </message>
    <message>
        <source>Hide fingerprints and chain</source>
        <extracomment>Button that unfolds or folds the fingerprints, the chain and so on of a certificate</extracomment>
        <translation>Ocultar huellas digitales y cadena</translation>
    </message>
    <message>
        <source>Fingerprints and chain</source>
        <translation>Huellas digitales y cadena</translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>Label of the kind and size of a certificate&apos;s key</extracomment>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Signature</source>
        <extracomment>Label of the way a certificate was signed</extracomment>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Serial number</source>
        <extracomment>Label of the serial number of a certificate</extracomment>
        <translation>Número de serie</translation>
    </message>
    <message>
        <source>Chain</source>
        <extracomment>Label above the certificates of a chain</extracomment>
        <translation>Cadena</translation>
    </message>
    <message>
        <source>Chain of certificates</source>
        <extracomment>Accessible name of the list of certificates that signed each other</extracomment>
        <translation>Cadena de certificados</translation>
    </message>
</context>
<context>
    <name>CertificateFindings</name>
    <message>
        <source>A server cannot use them together. Look for the key it was asked for with.</source>
        <extracomment>What to do about a private key of another certificate.</extracomment>
        <translation>Un servidor no puede usarlos juntos. Busque la clave con la que se solicitó el certificado.</translation>
    </message>
    <message>
        <source>The private key does not belong to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>La clave privada no corresponde a este certificado.</translation>
    </message>
    <message>
        <source>The private key is that of “%1”, further up the chain.</source>
        <extracomment>About a certificate and the private key beside it. %1 is another certificate&apos;s name.</extracomment>
        <translation>La clave privada es la de «%1», más arriba en la cadena.</translation>
    </message>
    <message>
        <source>The private key belongs to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>La clave privada corresponde a este certificado.</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>La clave privada está protegida con una frase de contraseña.</translation>
    </message>
    <message>
        <source>With the passphrase beside it, it is compared with the certificate.</source>
        <extracomment>What to do about a protected private key.</extracomment>
        <translation>Si la frase de contraseña figura junto a ella, la clave se compara con el certificado.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>La frase de contraseña no abre la clave privada.</translation>
    </message>
    <message>
        <source>The private key cannot be read.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>No se puede leer la clave privada.</translation>
    </message>
    <message>
        <source>Take all of its text, from the line BEGIN PRIVATE KEY to the line END PRIVATE KEY.</source>
        <extracomment>What to do about a text that is no private key. BEGIN … and END … are lines of such a text.</extracomment>
        <translation>Tome todo su texto, desde la línea BEGIN PRIVATE KEY hasta la línea END PRIVATE KEY.</translation>
    </message>
    <message>
        <source>A private key of this kind cannot be checked here.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Una clave privada de este tipo no se puede comprobar aquí.</translation>
    </message>
    <message>
        <source>“%1” has the name of the issuer, but did not sign “%2”.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>«%1» lleva el nombre del emisor, pero no firmó «%2».</translation>
    </message>
    <message>
        <source>It may be an older or newer certificate of the same authority.</source>
        <extracomment>What to do about an issuer that did not sign.</extracomment>
        <translation>Puede ser un certificado más antiguo o más reciente de la misma autoridad.</translation>
    </message>
    <message>
        <source>“%1” signed “%2”, but is not meant to sign others.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>«%1» firmó «%2», pero no está destinado a firmar otros certificados.</translation>
    </message>
    <message>
        <source>The signature of “%1” cannot be checked here.</source>
        <extracomment>About a chain of certificates. %1 is the name of one.</extracomment>
        <translation>La firma de «%1» no se puede comprobar aquí.</translation>
    </message>
    <message>
        <source>It has signed itself.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Está autofirmado.</translation>
    </message>
    <message>
        <source>Programs trust it only where somebody told them to.</source>
        <extracomment>What it means that a certificate has signed itself.</extracomment>
        <translation>Los programas solo confían en él donde alguien se lo ha indicado.</translation>
    </message>
    <message>
        <source>The chain is complete, up to “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of its last one.</extracomment>
        <translation>La cadena está completa, hasta «%1».</translation>
    </message>
    <message>
        <source>The certificate of its issuer, “%1”, is missing.</source>
        <extracomment>About a certificate that came without its chain. %1 is the issuer&apos;s name.</extracomment>
        <translation>Falta el certificado de su emisor, «%1».</translation>
    </message>
    <message>
        <source>Servers usually need it. The issuer offers it as the chain or bundle.</source>
        <extracomment>What to do about a missing issuer.</extracomment>
        <translation>Los servidores suelen necesitarlo. El emisor lo ofrece como cadena o «bundle».</translation>
    </message>
    <message>
        <source>The chain ends below “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer that is not part of it.</extracomment>
        <translation>La cadena termina justo antes de «%1».</translation>
    </message>
    <message>
        <source>That is fine when it is a root: programs have those themselves.</source>
        <extracomment>What it means that a chain ends there.</extracomment>
        <translation>Es correcto si se trata de una raíz: los programas ya la tienen.</translation>
    </message>
    <message>
        <source>The certificates are out of order.</source>
        <extracomment>About a chain of certificates.</extracomment>
        <translation>Los certificados están desordenados.</translation>
    </message>
    <message>
        <source>First comes the certificate itself, then the issuer of each.</source>
        <extracomment>What the order of certificates is.</extracomment>
        <translation>Primero va el propio certificado y, después, en cada caso, el emisor del anterior.</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) here belong to none of the others.</source>
        <extracomment>About several certificates in one text. %n is how many are no part of the chain.</extracomment>
        <translation>
            <numerusform>%n certificado de los que hay aquí no corresponde a ninguno de los demás.</numerusform>
            <numerusform>%n certificados de los que hay aquí no corresponden a ninguno de los demás.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer, %2 a sentence such as &quot;Expires tomorrow&quot;.</extracomment>
        <translation>«%1»: %2</translation>
    </message>
    <message>
        <source>Its key or its signature is too weak for today.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Su clave o su firma es demasiado débil hoy en día.</translation>
    </message>
    <message>
        <source>MD5, SHA-1 and RSA keys below 2048 bits are refused by most programs.</source>
        <extracomment>What it means that a certificate is weak: MD5 and SHA-1 are ways to sign.</extracomment>
        <translation>La mayoría de los programas rechaza MD5, SHA-1 y las claves RSA de menos de 2048 bits.</translation>
    </message>
    <message>
        <source>The names it is for cannot be read.</source>
        <extracomment>About a certificate: the names of the hosts it is for.</extracomment>
        <translation>No se pueden leer los nombres para los que es válido.</translation>
    </message>
    <message>
        <source>It is an authority: it may sign other certificates.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Es una autoridad: puede firmar otros certificados.</translation>
    </message>
    <message>
        <source>Not part of the chain</source>
        <extracomment>Below a certificate in a list: it is not part of the chain.</extracomment>
        <translation>No forma parte de la cadena</translation>
    </message>
    <message>
        <source>Did not sign the one before it</source>
        <extracomment>Below a certificate in a list: the issuer of the one before it.</extracomment>
        <translation>No firmó el anterior</translation>
    </message>
</context>
<context>
    <name>CertificateHelper</name>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.p12 *.pfx)</source>
        <extracomment>Entry of the file type list in a certificate&apos;s file dialog</extracomment>
        <translation>Certificados (*.pem *.crt *.cer *.der *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>PEM, DER or PKCS#12, with its chain and key. Dropping it on the form works too.</source>
        <extracomment>Help under the field for a certificate&apos;s file</extracomment>
        <translation>PEM, DER o PKCS#12, con su cadena y su clave. También puede soltarlo en el formulario.</translation>
    </message>
    <message>
        <source>From a file</source>
        <extracomment>Label of the field for a certificate&apos;s file</extracomment>
        <translation>Desde un archivo</translation>
    </message>
    <message>
        <source>Put in order</source>
        <extracomment>Button: sorts the certificates of a chain</extracomment>
        <translation>Poner en orden</translation>
    </message>
    <message>
        <source>Expires with the certificate, %1</source>
        <extracomment>Button: the secret expires on the day its certificate does. %1 is that day, such as 2027-03-31</extracomment>
        <translation>Caduca con el certificado, el %1</translation>
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
        <translation>Contraseña de %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a file with the password beside it</extracomment>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: does without a file that has a password</extracomment>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>CertificateTexts</name>
    <message>
        <source>This is not a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>Esto no es un certificado.</translation>
    </message>
    <message>
        <source>It should have a line BEGIN CERTIFICATE, or be a file in DER or PKCS#12.</source>
        <extracomment>What a certificate looks like. BEGIN CERTIFICATE is a line of it.</extracomment>
        <translation>Debería tener una línea BEGIN CERTIFICATE, o ser un archivo DER o PKCS#12.</translation>
    </message>
    <message>
        <source>This is a request for a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>Esto es una solicitud de certificado.</translation>
    </message>
    <message>
        <source>Send it to the authority; the certificate is what comes back.</source>
        <extracomment>What to do about a request in the place of a certificate.</extracomment>
        <translation>Envíela a la autoridad; el certificado es lo que recibirá a cambio.</translation>
    </message>
    <message>
        <source>This is a private key without its certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>Esto es una clave privada sin su certificado.</translation>
    </message>
    <message>
        <source>The certificate is damaged.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>El certificado está dañado.</translation>
    </message>
    <message>
        <source>A part is missing or altered. Take it anew, from BEGIN to END.</source>
        <extracomment>What to do about a damaged certificate. BEGIN and END are lines of it.</extracomment>
        <translation>Falta una parte o ha sido alterada. Tómelo de nuevo entero, de BEGIN a END.</translation>
    </message>
    <message>
        <source>There is more here than a chain of certificates.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>Aquí hay más que una cadena de certificados.</translation>
    </message>
    <message>
        <source>Up to 32 certificates are read, of 64 KiB each.</source>
        <extracomment>What the limits are.</extracomment>
        <translation>Se leen hasta 32 certificados, de 64 KiB cada uno.</translation>
    </message>
    <message>
        <source>The file is protected by a password.</source>
        <extracomment>About a file.</extracomment>
        <translation>El archivo está protegido con una contraseña.</translation>
    </message>
    <message>
        <source>The password does not open the file.</source>
        <extracomment>About a file.</extracomment>
        <translation>La contraseña no abre el archivo.</translation>
    </message>
    <message>
        <source>The file is protected in a way that is not supported.</source>
        <extracomment>About a file.</extracomment>
        <translation>El archivo está protegido de un modo que no se admite.</translation>
    </message>
    <message>
        <source>Export it again with another program, or as PEM.</source>
        <extracomment>What to do about such a file.</extracomment>
        <translation>Expórtelo de nuevo con otro programa, o como PEM.</translation>
    </message>
    <message>
        <source>Not valid before %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>No es válido antes del %1</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Válido hasta el %1</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Caducó el %1</translation>
    </message>
    <message>
        <source>Its dates cannot be read</source>
        <extracomment>About a certificate: the times between which it is valid make no sense.</extracomment>
        <translation>No se pueden leer sus fechas</translation>
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
        <translation>%1: %3, %2</translation>
    </message>
</context>
<context>
    <name>CharacterOptions</name>
    <message>
        <source>Length</source>
        <extracomment>Label: how many characters a new password has</extracomment>
        <translation>Longitud</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Label above the kinds of characters a new password is made of</extracomment>
        <translation>Caracteres</translation>
    </message>
    <message>
        <source>No 0 O 1 I l or |, for passwords that are read out or typed.</source>
        <extracomment>Below the choice to leave out look-alikes; the characters are examples</extracomment>
        <translation>Sin 0 O 1 I l ni |, para contraseñas que se leen en voz alta o se teclean.</translation>
    </message>
    <message>
        <source>Leave out look-alikes</source>
        <extracomment>A choice for new passwords: characters that are easily taken for each other</extracomment>
        <translation>Evitar caracteres parecidos</translation>
    </message>
</context>
<context>
    <name>CheckOutCard</name>
    <message>
        <source>Check-out</source>
        <extracomment>Accessible name of the part that says whether a secret is checked out</extracomment>
        <translation>Préstamo</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Abrir página web</translation>
    </message>
    <message>
        <source>Request access…</source>
        <extracomment>Button: opens the form that asks for access to a secret</extracomment>
        <translation>Solicitar acceso…</translation>
    </message>
    <message>
        <source>Check out</source>
        <extracomment>Button: takes a lent secret for oneself</extracomment>
        <translation>Tomar prestado</translation>
    </message>
    <message>
        <source>Give back</source>
        <extracomment>Button: gives a lent secret back before its time is over</extracomment>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Look again</source>
        <extracomment>Button: asks the server whether somebody has decided meanwhile</extracomment>
        <translation>Comprobar de nuevo</translation>
    </message>
</context>
<context>
    <name>CheckOutTexts</name>
    <message>
        <source>Only one person can have it at a time.</source>
        <extracomment>Below the state of a secret whose value is lent.</extracomment>
        <translation>Solo lo puede tener una persona a la vez.</translation>
    </message>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>State of a secret whose value is lent, then what to do.</extracomment>
        <translation>El acceso debe aprobarse antes</translation>
    </message>
    <message>
        <source>Ask for it and say why. Somebody decides, then you can see the value.</source>
        <translation>Solicítelo e indique por qué. Alguien decide y, después, usted puede ver el valor.</translation>
    </message>
    <message>
        <source>Available to check out</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Disponible para préstamo</translation>
    </message>
    <message>
        <source>Approved from %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Aprobado a partir de las %1</translation>
    </message>
    <message>
        <source>It can be seen from then on until %1.</source>
        <extracomment>Below the state above. %1 is a moment.</extracomment>
        <translation>El valor podrá verse desde entonces hasta las %1.</translation>
    </message>
    <message>
        <source>Access is approved</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>El acceso está aprobado</translation>
    </message>
    <message>
        <source>You can see its value.</source>
        <translation>Puede ver su valor.</translation>
    </message>
    <message>
        <source>Shared with you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.
----------
In a list. %1 is a moment.</extracomment>
        <translation>Compartido con usted hasta las %1</translation>
    </message>
    <message>
        <source>You can see its value until then.</source>
        <translation>Hasta entonces puede ver su valor.</translation>
    </message>
    <message>
        <source>Checked out by you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Lo tiene usted en préstamo hasta las %1</translation>
    </message>
    <message>
        <source>Checked out by you</source>
        <extracomment>State of a secret whose value is lent.
----------
In a list: the user has it checked out.</extracomment>
        <translation>Lo tiene usted en préstamo</translation>
    </message>
    <message>
        <source>Not from here, so locking does not give it back.</source>
        <extracomment>Below the state above: another program did it.</extracomment>
        <translation>No desde Coffret, así que al bloquear no se devuelve.</translation>
    </message>
    <message>
        <source>It could not be given back the last time. Try again.</source>
        <extracomment>Below the state above: the server could not be told that it is given back.</extracomment>
        <translation>La última vez no se pudo devolver. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Your access was taken back</source>
        <extracomment>State of a secret whose value is lent: somebody ended it.</extracomment>
        <translation>Su acceso se ha retirado</translation>
    </message>
    <message>
        <source>Its value is no longer shown.</source>
        <translation>Su valor ya no se muestra.</translation>
    </message>
    <message>
        <source>Your access ended at %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Su acceso terminó a las %1</translation>
    </message>
    <message>
        <source>Your access has ended</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Su acceso ha terminado</translation>
    </message>
    <message>
        <source>Access requested</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Acceso solicitado</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>Nadie ha decidido todavía.</translation>
    </message>
    <message>
        <source>Nobody has decided yet. You wrote: %1</source>
        <translation>Nadie ha decidido todavía. Usted escribió: %1</translation>
    </message>
    <message>
        <source>Your request was turned down</source>
        <extracomment>State of a secret whose value is lent, then what was answered.</extracomment>
        <translation>Su solicitud fue rechazada</translation>
    </message>
    <message>
        <source>No reason was given.</source>
        <translation>No se indicó ningún motivo.</translation>
    </message>
    <message>
        <source>You gave it back</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Usted lo devolvió</translation>
    </message>
    <message>
        <source>Somebody else has it</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Lo tiene otra persona</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>Lo tiene %1</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>Solo lo puede tener una persona a la vez. Inténtelo de nuevo cuando se haya devuelto.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>Countdown. %1 is minutes and seconds, for example &quot;4:32&quot;.</extracomment>
        <translation>quedan %1</translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <extracomment>Countdown in minutes.</extracomment>
        <translation>
            <numerusform>queda %n min</numerusform>
            <numerusform>quedan %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <extracomment>Countdown. %1 is hours, %2 minutes.</extracomment>
        <translation>quedan %1 h %2 min</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A moment. %1 is a day, %2 a time of day.</extracomment>
        <translation>%2 del %1</translation>
    </message>
    <message>
        <source>Checked out, %1</source>
        <extracomment>In a list: the user has it checked out. %1 is how long still, for example &quot;43 min left&quot;.</extracomment>
        <translation>En préstamo, %1</translation>
    </message>
    <message>
        <source>No longer shared with you</source>
        <extracomment>In a list: the time for which it was shared with the user is over.</extracomment>
        <translation>Ya no se comparte con usted</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) checked out</source>
        <extracomment>In the tray. %n is how many secrets the user has at present.</extracomment>
        <translation>
            <numerusform>%n secreto en préstamo</numerusform>
            <numerusform>%n secretos en préstamo</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <extracomment>%1 is the sentence above for one secret, %2 a moment.</extracomment>
        <translation>%1 hasta las %2</translation>
    </message>
    <message>
        <source>%1, the first until %2</source>
        <extracomment>%1 is the sentence above for several secrets, %2 a moment.</extracomment>
        <translation>%1, el primero hasta las %2</translation>
    </message>
    <message>
        <source>This server takes no requests from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Este servidor no acepta solicitudes desde aquí.</translation>
    </message>
    <message>
        <source>Ask for access on its web page, then look again.</source>
        <translation>Solicite acceso en su página web y, después, compruebe de nuevo.</translation>
    </message>
    <message>
        <source>This server lets nothing be checked out from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Este servidor no permite préstamos desde aquí.</translation>
    </message>
    <message>
        <source>Check the secret out on its web page, then look again.</source>
        <translation>Tome prestado el secreto en su página web y, después, compruebe de nuevo.</translation>
    </message>
    <message>
        <source>This server takes nothing back from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Este servidor no acepta devoluciones desde aquí.</translation>
    </message>
    <message>
        <source>Give the secret back on its web page.</source>
        <translation>Devuelva el secreto en su página web.</translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>Secrets stay on your server. Coffret opens one only when you ask for it.</source>
        <extracomment>Sentence under the heading of the first screen</extracomment>
        <translation>Los secretos se quedan en su servidor. Coffret solo abre uno cuando usted lo pide.</translation>
    </message>
    <message>
        <source>Where are your secrets?</source>
        <extracomment>Heading of the first screen</extracomment>
        <translation>¿Dónde están sus secretos?</translation>
    </message>
    <message>
        <source>Server address and your OpenPGP key</source>
        <extracomment>What is needed to sign in to Passbolt</extracomment>
        <translation>Dirección del servidor y su clave OpenPGP</translation>
    </message>
    <message>
        <source>Passbolt</source>
        <extracomment>Name of the service Passbolt</extracomment>
        <translation>Passbolt</translation>
    </message>
    <message>
        <source>Appliance address and an access token</source>
        <extracomment>What is needed to sign in to Fudo Enterprise</extracomment>
        <translation>Dirección del dispositivo y un token de acceso</translation>
    </message>
    <message>
        <source>Fudo Enterprise</source>
        <extracomment>Name of the service Fudo Enterprise UAG</extracomment>
        <translation>Fudo Enterprise</translation>
    </message>
    <message>
        <source>Access tokens and the apps to show</source>
        <extracomment>What is needed to sign in to CommandK</extracomment>
        <translation>Tokens de acceso y las aplicaciones que se mostrarán</translation>
    </message>
    <message>
        <source>CommandK</source>
        <extracomment>Name of the service CommandK</extracomment>
        <translation>CommandK</translation>
    </message>
    <message>
        <source>Invited to Passbolt?</source>
        <extracomment>Beside the buttons for what a Passbolt server hands out</extracomment>
        <translation>¿Tiene una invitación de Passbolt?</translation>
    </message>
    <message>
        <source>Use an account kit</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Usar un kit de cuenta</translation>
    </message>
    <message>
        <source>Paste a link from an e-mail</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Pegar un enlace de un correo</translation>
    </message>
    <message>
        <source>Nothing to sign in to yet? The demo vault runs on this computer and leaves nothing behind.</source>
        <extracomment>Beside the button that starts the demo vault</extracomment>
        <translation>¿Aún no tiene dónde iniciar sesión? La bóveda de demostración funciona en este equipo y no deja rastro.</translation>
    </message>
    <message>
        <source>Try the demo vault</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Probar la bóveda de demostración</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Start on an embedded demo vault; nothing is kept.</source>
        <translation>Iniciar con una bóveda de demostración integrada; no se conserva nada.</translation>
    </message>
    <message>
        <source>Show the quick lookup.</source>
        <translation>Mostrar la búsqueda rápida.</translation>
    </message>
    <message>
        <source>Start in the system tray.</source>
        <translation>Iniciar en la bandeja del sistema.</translation>
    </message>
    <message>
        <source>Tour the program by itself, save pictures to &lt;folder&gt;, quit.</source>
        <translation>Recorrer el programa automáticamente, guardar imágenes en &lt;carpeta&gt; y salir.</translation>
    </message>
    <message>
        <source>With --demo: hide revealed values after &lt;seconds&gt;.</source>
        <translation>Con --demo: ocultar los valores mostrados después de &lt;segundos&gt; segundos.</translation>
    </message>
    <message>
        <source>With --demo: clear the clipboard after &lt;seconds&gt;.</source>
        <translation>Con --demo: vaciar el portapapeles después de &lt;segundos&gt; segundos.</translation>
    </message>
    <message>
        <source>Desktop password manager for team vaults</source>
        <translation>Gestor de contraseñas de escritorio para bóvedas de equipos de trabajo</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>Mostrar esta ayuda y salir.</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>Argumento inesperado: %1</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>carpeta</translation>
    </message>
    <message>
        <source>Show every control in every state, for developers.</source>
        <translation>Mostrar todos los controles en todos sus estados, para desarrolladores.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>segundos</translation>
    </message>
    <message>
        <source>Speak &lt;code&gt;, for example de; en-XA and ar-XB show what a translation would do to the interface.</source>
        <translation>Usar el idioma &lt;código&gt;, por ejemplo de; en-XA y ar-XB muestran lo que una traducción haría con la interfaz.</translation>
    </message>
    <message>
        <source>code</source>
        <translation>código</translation>
    </message>
    <message>
        <source>Use the settings and keys called &lt;name&gt;, or those in a folder where there is a slash in it.</source>
        <translation>Usar la configuración y las claves llamadas &lt;nombre&gt;, o las de una carpeta si contiene una barra.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>Show the window, of the program that runs.</source>
        <translation>Mostrar la ventana del programa en ejecución.</translation>
    </message>
    <message>
        <source>Lock the program that runs; where none does, nothing happens.</source>
        <translation>Bloquear el programa en ejecución; si no hay ninguno, no ocurre nada.</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <translation>No es un nombre de perfil: %1</translation>
    </message>
    <message>
        <source>Commands for the running program: get, list, otp and exec. &quot;%1 get --help&quot; says more.</source>
        <translation>Comandos para el programa en ejecución: get, list, otp y exec. «%1 get --help» dice más.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <extracomment>Name of the command palette</extracomment>
        <translation>Paleta de comandos</translation>
    </message>
    <message>
        <source>Command or place</source>
        <extracomment>Name of the field in the command palette</extracomment>
        <translation>Comando o lugar</translation>
    </message>
    <message>
        <source>What to do, or where to go</source>
        <extracomment>In the empty field of the command palette</extracomment>
        <translation>Qué hacer o adónde ir</translation>
    </message>
</context>
<context>
    <name>CommentRow</name>
    <message>
        <source>Answer %1</source>
        <extracomment>Name of the button on a comment. %1 is its author</extracomment>
        <translation>Responder a %1</translation>
    </message>
    <message>
        <source>Change comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>Modificar comentario</translation>
    </message>
    <message>
        <source>Delete comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>Eliminar comentario</translation>
    </message>
    <message>
        <source>Delete this comment?</source>
        <extracomment>Question before a comment is deleted</extracomment>
        <translation>¿Eliminar este comentario?</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>Conservar</translation>
    </message>
</context>
<context>
    <name>CommentsPane</name>
    <message>
        <source>Comments</source>
        <extracomment>Accessible name of the part that shows what people say about a secret</extracomment>
        <translation>Comentarios</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Comments are not encrypted: never write a password here.</source>
        <extracomment>Above the comments on a secret</extracomment>
        <translation>Los comentarios no están cifrados: no escriba nunca aquí una contraseña.</translation>
    </message>
    <message>
        <source>Nobody has said anything yet.</source>
        <extracomment>In place of comments on a secret</extracomment>
        <translation>Nadie ha escrito nada todavía.</translation>
    </message>
    <message>
        <source>Give up</source>
        <extracomment>Name of the button that gives up an answer or a change of a comment</extracomment>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <extracomment>Label of the field for a comment</extracomment>
        <translation>Escribir un comentario</translation>
    </message>
    <message>
        <source>Save comment</source>
        <extracomment>Button: sends a comment, or the change of one</extracomment>
        <translation>Guardar comentario</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comentar</translation>
    </message>
</context>
<context>
    <name>ComparisonGrid</name>
    <message>
        <source>Names and environments</source>
        <extracomment>Accessible name of the grid of names and environments</extracomment>
        <translation>Nombres y entornos</translation>
    </message>
</context>
<context>
    <name>ComparisonSheet</name>
    <message>
        <source>Comparing values fetches all of them. None is shown or kept.</source>
        <extracomment>Below a comparison, beside the button that compares values</extracomment>
        <translation>Para comparar los valores se obtienen todos. Ninguno se muestra ni se conserva.</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Compare again</source>
        <extracomment>Buttons: find out which environments hold the same values, for the first time or once more</extracomment>
        <translation>Comparar de nuevo</translation>
    </message>
    <message>
        <source>Compare values</source>
        <translation>Comparar valores</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Find a name</source>
        <extracomment>Label of the field that narrows a comparison</extracomment>
        <translation>Buscar un nombre</translation>
    </message>
    <message>
        <source>Only differences</source>
        <extracomment>Check box: leaves out names that are the same everywhere</extracomment>
        <translation>Solo diferencias</translation>
    </message>
    <message>
        <source>Looking at the environments…</source>
        <extracomment>In place of a comparison, while it is made</extracomment>
        <translation>Examinando los entornos…</translation>
    </message>
</context>
<context>
    <name>ConfirmCopyBar</name>
    <message>
        <source>Copy anyway</source>
        <extracomment>Button: copies a value whose signature is missing or not expected</extracomment>
        <translation>Copiar de todos modos</translation>
    </message>
    <message>
        <source>Do not copy</source>
        <extracomment>Button: does not copy</extracomment>
        <translation>No copiar</translation>
    </message>
</context>
<context>
    <name>ConflictHeading</name>
    <message>
        <source>Yours, not saved</source>
        <extracomment>Above a column: the version in the form</extracomment>
        <translation>La suya, sin guardar</translation>
    </message>
    <message>
        <source>On the server</source>
        <extracomment>Above a column: the version on the server</extracomment>
        <translation>En el servidor</translation>
    </message>
</context>
<context>
    <name>ConflictRow</name>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a difference between two versions. %1 is the field&apos;s label</extracomment>
        <translation>Ocultar: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Mostrar: %1</translation>
    </message>
</context>
<context>
    <name>ConflictSide</name>
    <message>
        <source>empty</source>
        <extracomment>In place of a value that one of two versions does not have</extracomment>
        <translation>vacío</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Somebody else saved first</source>
        <extracomment>Heading: somebody else saved the same secret meanwhile</extracomment>
        <translation>Otra persona guardó antes</translation>
    </message>
    <message>
        <source>“%1” was changed on the server after you began. Nothing of yours was saved yet, and nothing is lost. This is what differs:</source>
        <extracomment>Under the heading. %1 is the name of a secret</extracomment>
        <translation>«%1» se modificó en el servidor después de que usted empezara. Aún no se ha guardado nada suyo y no se ha perdido nada. Estas son las diferencias:</translation>
    </message>
    <message>
        <source>Both versions read the same.</source>
        <extracomment>In place of the differences between two versions</extracomment>
        <translation>Ambas versiones dicen lo mismo.</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <extracomment>Button: saves the user&apos;s version over the one on the server</extracomment>
        <translation>Sobrescribir con la mía</translation>
    </message>
    <message>
        <source>Take the server&apos;s version</source>
        <extracomment>Button: gives up the user&apos;s version</extracomment>
        <translation>Usar la del servidor</translation>
    </message>
    <message>
        <source>Back to writing</source>
        <extracomment>Button: back to the form</extracomment>
        <translation>Volver a la edición</translation>
    </message>
</context>
<context>
    <name>ControlCommand</name>
    <message>
        <source>Coffret is not running.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret no está en ejecución.</translation>
    </message>
    <message>
        <source>Coffret did not answer in time.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret no respondió a tiempo.</translation>
    </message>
    <message>
        <source>The Coffret that runs is of another version. Start it again.</source>
        <extracomment>In a terminal</extracomment>
        <translation>El Coffret en ejecución es de otra versión. Inícielo de nuevo.</translation>
    </message>
    <message>
        <source>This is not safe, so nothing was asked: %1.</source>
        <extracomment>In a terminal. %1 says which folder it is, and why.</extracomment>
        <translation>Esto no es seguro, así que no se consultó nada: %1.</translation>
    </message>
    <message>
        <source>Coffret cannot be asked (%1).</source>
        <extracomment>In a terminal. %1 is technical.</extracomment>
        <translation>No se puede consultar a Coffret (%1).</translation>
    </message>
    <message>
        <source>Coffret did not do that.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret no lo hizo.</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2</source>
        <extracomment>In a terminal. %1 is a command, %2 says why.</extracomment>
        <translation>No se puede ejecutar %1: %2</translation>
    </message>
    <message>
        <source>%1, line %2: not NAME=VALUE</source>
        <extracomment>In a terminal. %1 is a file, %2 the number of a line.</extracomment>
        <translation>%1, línea %2: no es NOMBRE=VALOR</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <extracomment>In a terminal. %1 is a file.</extracomment>
        <translation>No se puede leer %1.</translation>
    </message>
    <message>
        <source>%1 is no coffret://ACCOUNT/PATH/FIELD</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>%1 no tiene la forma coffret://ACCOUNT/PATH/FIELD</translation>
    </message>
    <message>
        <source>More than %1 values at once</source>
        <extracomment>In a terminal. %1 is a number.</extracomment>
        <translation>Más de %1 valores a la vez</translation>
    </message>
    <message>
        <source>The value for %1 cannot stand in an environment.</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>El valor de %1 no puede estar en una variable de entorno.</translation>
    </message>
    <message>
        <source>The output cannot be written.</source>
        <extracomment>In a terminal</extracomment>
        <translation>No se puede escribir la salida.</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>Mostrar esta ayuda y salir.</translation>
    </message>
    <message>
        <source>Ask the program that runs on this profile.</source>
        <translation>Consultar al programa que se ejecuta con este perfil.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>Unlock Coffret first where it is locked.</source>
        <translation>Desbloquear primero Coffret si está bloqueado.</translation>
    </message>
    <message>
        <source>Take values that nobody vouches for.</source>
        <translation>Aceptar valores que nadie avala.</translation>
    </message>
    <message>
        <source>Write JSON.</source>
        <translation>Escribir JSON.</translation>
    </message>
    <message>
        <source>Take variables from &lt;file&gt;, too.</source>
        <translation>Tomar también variables de &lt;archivo&gt;.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>archivo</translation>
    </message>
    <message>
        <source>Account, folders and name with slashes between them, or the end of that.</source>
        <translation>Cuenta, carpetas y nombre separados por barras, o el final de todo ello.</translation>
    </message>
    <message>
        <source>Writes a value of a secret.</source>
        <translation>Escribe un valor de un secreto.</translation>
    </message>
    <message>
        <source>Which value: the main one without it.</source>
        <translation>Qué valor; si no se indica, el principal.</translation>
    </message>
    <message>
        <source>Writes the paths of the secrets, or of those below one path.</source>
        <translation>Escribe las rutas de los secretos, o de los que están bajo una ruta.</translation>
    </message>
    <message>
        <source>Writes the one-time code of a secret.</source>
        <translation>Escribe el código de un solo uso de un secreto.</translation>
    </message>
    <message>
        <source>Runs a command, with the values of secrets in its environment where there is coffret://ACCOUNT/PATH/FIELD.</source>
        <translation>Ejecuta un comando, con los valores de secretos en las variables de entorno que contienen coffret://ACCOUNT/PATH/FIELD.</translation>
    </message>
    <message>
        <source>What to run, behind two hyphens.</source>
        <translation>Lo que se ejecuta, después de dos guiones.</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <extracomment>In a terminal. %1 is what stands behind --profile.</extracomment>
        <translation>No es un nombre de perfil: %1</translation>
    </message>
    <message>
        <source>That is not how it is called; see coffret %1 --help</source>
        <extracomment>In a terminal. %1 is the name of a command.</extracomment>
        <translation>No se usa así; consulte coffret %1 --help</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>Copy as KEY=value</source>
        <extracomment>Menu: copies a secret as a line of a .env file; KEY=value stays as it is</extracomment>
        <translation>Copiar como KEY=value</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>Copiar como línea export</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>Copiar como JSON</translation>
    </message>
</context>
<context>
    <name>CurrentValue</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>Seguir mostrando</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Names of the button that shows or hides the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>Ocultar: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Mostrar: %1</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>Copiar: %1</translation>
    </message>
    <message>
        <source>Set value…</source>
        <extracomment>Button: sets the value of a name in environments to choose</extracomment>
        <translation>Definir valor…</translation>
    </message>
</context>
<context>
    <name>CustomKindRow</name>
    <message>
        <source>Password</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Número</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Sí o no</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>What a field of one&apos;s own holds: an address</extracomment>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Holds: %1</source>
        <extracomment>Accessible name of the button that says what a field of one&apos;s own holds. %1 is that</extracomment>
        <translation>Contiene: %1</translation>
    </message>
    <message>
        <source>Protected</source>
        <extracomment>A field of one&apos;s own: its value is among the protected ones</extracomment>
        <translation>Protegido</translation>
    </message>
    <message>
        <source>Seen by everyone who may list the secret</source>
        <extracomment>Beside the box &quot;Protected&quot; when it is not ticked</extracomment>
        <translation>Visible para todos los que ven este secreto en una lista</translation>
    </message>
</context>
<context>
    <name>DatabasePassword</name>
    <message>
        <source>Nobody can open the database without it, and it cannot be asked for again.</source>
        <extracomment>Help below the password of a database that is made</extracomment>
        <translation>Nadie puede abrir la base de datos sin ella, y no hay dónde volver a pedirla.</translation>
    </message>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a database that is made</extracomment>
        <translation>Contraseña de la base de datos</translation>
    </message>
    <message>
        <source>The same password again</source>
        <extracomment>Label of the field where a password is entered for the second time</extracomment>
        <translation>La misma contraseña otra vez</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete “%1”?</source>
        <extracomment>Heading of the question before a secret is deleted. %1 is its name</extracomment>
        <translation>¿Eliminar «%1»?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Button: deletes a secret</extracomment>
        <translation>Eliminar</translation>
    </message>
</context>
<context>
    <name>DetailCertificate</name>
    <message>
        <source>Certificate</source>
        <extracomment>Accessible name of the part that says what a certificate is</extracomment>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>Whose it is and how long it is valid is in the protected part.</source>
        <extracomment>Beside the button that opens a certificate to look at it</extracomment>
        <translation>A quién pertenece y cuánto tiempo es válido figura en la parte protegida.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a certificate and says what is in it, without showing its text</extracomment>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Examinar</translation>
    </message>
</context>
<context>
    <name>DetailFooter</name>
    <message>
        <source>Created %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>Creado %1</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>Modificado %1</translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Back to the list</source>
        <extracomment>Button in a narrow window: from a secret back to the list</extracomment>
        <translation>Volver a la lista</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>Name of the star beside a secret&apos;s name</extracomment>
        <translation>Favorito</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>Añadir a favoritos</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Button beside the name of a secret</extracomment>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Copy as…</source>
        <extracomment>Name of the button that opens a menu of ways to copy a secret</extracomment>
        <translation>Copiar como…</translation>
    </message>
    <message>
        <source>More about this secret</source>
        <extracomment>Name of the button that opens the menu of a secret</extracomment>
        <translation>Más sobre este secreto</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Secret</source>
        <extracomment>Accessible name of the pane that shows one secret</extracomment>
        <translation>Secreto</translation>
    </message>
</context>
<context>
    <name>DetailTabs</name>
    <message>
        <source>Sides of this secret</source>
        <extracomment>Accessible name of the row of tabs of a secret</extracomment>
        <translation>Apartados de este secreto</translation>
    </message>
</context>
<context>
    <name>DoneStep</name>
    <message>
        <source>Your key is in your GnuPG keyring now, and the account kit is not needed any more.</source>
        <extracomment>Sentence under the heading of the screen after signing in with an account kit</extracomment>
        <translation>Su clave ya está en su llavero de GnuPG y el kit de cuenta ya no hace falta.</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <extracomment>Heading of the screen after signing in with an account kit</extracomment>
        <translation>Ha iniciado sesión</translation>
    </message>
    <message>
        <source>The kit file is deleted</source>
        <extracomment>About an account kit that still exists; after it was deleted</extracomment>
        <translation>El archivo del kit se ha eliminado</translation>
    </message>
    <message>
        <source>Whoever finds the kit file has your key</source>
        <translation>Quien encuentre el archivo del kit tiene su clave</translation>
    </message>
    <message>
        <source>Delete the kit file</source>
        <extracomment>Button that deletes the account kit&apos;s file</extracomment>
        <translation>Eliminar el archivo del kit</translation>
    </message>
    <message>
        <source>The file is overwritten once and removed. Coffret cannot promise more: copies in backups, in synced folders or in the trash stay, and a solid-state disk may keep old blocks for a while.</source>
        <extracomment>Under the button that deletes the account kit&apos;s file</extracomment>
        <translation>El archivo se sobrescribe una vez y se elimina. Coffret no puede prometer más: lo que haya en copias de seguridad, en carpetas sincronizadas o en la papelera permanece, y una unidad SSD puede conservar bloques antiguos durante un tiempo.</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop the file to use it</source>
        <extracomment>Across a window or sheet while a file is dragged over it</extracomment>
        <translation>Suelte el archivo para usarlo</translation>
    </message>
</context>
<context>
    <name>EditorField</name>
    <message>
        <source>Value</source>
        <extracomment>Label of a field of one&apos;s own that has no name yet</extracomment>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <extracomment>Name of the button that takes a field out of a form. %1 is the field&apos;s label</extracomment>
        <translation>Quitar: %1</translation>
    </message>
    <message>
        <source>Name of the field</source>
        <extracomment>Accessible name of the field for the name of a value
----------
In the empty field for the name of a value</extracomment>
        <translation>Nombre del campo</translation>
    </message>
    <message>
        <source>Yes</source>
        <extracomment>The value of a field that is either yes or no</extracomment>
        <translation>Sí</translation>
    </message>
</context>
<context>
    <name>EditorFooter</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question when a form with changes is left</extracomment>
        <translation>¿Descartar lo que ha escrito?</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up what was written in a form</extracomment>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <extracomment>Button: goes on with the form</extracomment>
        <translation>Seguir editando</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button below a form</extracomment>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Send later</source>
        <extracomment>Button below a form: what was written is kept, and sent when the server can be reached</extracomment>
        <translation>Enviar más tarde</translation>
    </message>
</context>
<context>
    <name>EditorForm</name>
    <message>
        <source>%1 in %2, shared with everyone there</source>
        <extracomment>Below the name of a secret. %1 is its type, %2 the folder it lies in</extracomment>
        <translation>%1 en %2, visible para todos los que tienen acceso a esa carpeta</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the name of a secret in a form</extracomment>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the user name of a secret in a form</extracomment>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>Part of the details, not of the protected values.</source>
        <extracomment>Help under the description of a secret: unlike its values it is seen in lists</extracomment>
        <translation>Forma parte de los detalles, no de los valores protegidos.</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of the description of a secret in a form</extracomment>
        <translation>Descripción</translation>
    </message>
</context>
<context>
    <name>EditorPane</name>
    <message>
        <source>New secret</source>
        <extracomment>Accessible name of the pane where a secret is written</extracomment>
        <translation>Nuevo secreto</translation>
    </message>
    <message>
        <source>Edit secret</source>
        <translation>Editar secreto</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Set its value…</source>
        <extracomment>Button in an error banner: the secret is there already, and gets the value that was written</extracomment>
        <translation>Definir su valor…</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button in an error banner: shows the secret that is there already</extracomment>
        <translation>Abrirlo</translation>
    </message>
</context>
<context>
    <name>EditorSkeleton</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a form while its values are fetched and decrypted</extracomment>
        <translation>Abriendo…</translation>
    </message>
</context>
<context>
    <name>EditorTexts</name>
    <message>
        <source>Field of your own</source>
        <extracomment>Menu of fields to add to a secret: one the user names.</extracomment>
        <translation>Campo propio</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a secret.</extracomment>
        <translation>Asígnele un nombre.</translation>
    </message>
    <message>
        <source>This cannot be empty.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>No puede quedar vacío.</translation>
    </message>
    <message>
        <source>Too long: %1 characters at most.</source>
        <extracomment>Error under a field. %1 is a number.</extracomment>
        <translation>Demasiado largo: %1 caracteres como máximo.</translation>
    </message>
    <message>
        <source>Too many: %1 at most.</source>
        <extracomment>Error under a list of entries. %1 is a number.</extracomment>
        <translation>Demasiadas entradas: %1 como máximo.</translation>
    </message>
    <message>
        <source>This is no one-time code key. It has only the letters A to Z and the digits 2 to 7, or begins with otpauth://</source>
        <extracomment>Error under the field of a one-time code. otpauth:// is the beginning of an address.</extracomment>
        <translation>Esta no es una clave de código de un solo uso. Solo tiene las letras de la A a la Z y los dígitos del 2 al 7, o empieza por otpauth://</translation>
    </message>
    <message>
        <source>Write a day like 2027-03-31.</source>
        <extracomment>Error under a date.</extracomment>
        <translation>Escriba un día como 2027-03-31.</translation>
    </message>
    <message>
        <source>One of these cannot be an address.</source>
        <extracomment>Error under the addresses of a secret.</extracomment>
        <translation>Una de estas entradas no puede ser una dirección.</translation>
    </message>
    <message>
        <source>A PIN has only digits.</source>
        <extracomment>Error under a PIN.</extracomment>
        <translation>Un PIN solo tiene dígitos.</translation>
    </message>
    <message>
        <source>Write a number like 42 or 3.5.</source>
        <extracomment>Error under a field that takes nothing but numbers.</extracomment>
        <translation>Escriba un número como 42 o 3.5.</translation>
    </message>
    <message>
        <source>This does not fit here.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Este valor no encaja aquí.</translation>
    </message>
    <message>
        <source>This is sealed with OpenPGP. Turn sealing on for the account before you change it.</source>
        <extracomment>Error under a field whose value came encrypted with OpenPGP, while the account does not do that by itself.</extracomment>
        <translation>Este valor está sellado con OpenPGP. Active el sellado para la cuenta antes de modificarlo.</translation>
    </message>
    <message>
        <source>This vault has no place for it.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Esta bóveda no tiene lugar para esto.</translation>
    </message>
    <message>
        <source>About the earlier values: %1</source>
        <extracomment>Part of a warning above a form that holds earlier values. %1 is a sentence about their signature.</extracomment>
        <translation>Sobre los valores anteriores: %1</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the other details.</source>
        <extracomment>Part of a warning above a form.</extracomment>
        <translation>Nadie que usted conozca avala el nombre ni los demás detalles.</translation>
    </message>
    <message>
        <source>The server showed details that are older, or another secret&apos;s.</source>
        <extracomment>Part of a warning above a form: the server may have put something older in its place.</extracomment>
        <translation>El servidor presentó detalles más antiguos, o los de otro secreto.</translation>
    </message>
    <message>
        <source>%1 Saving signs all of it as yours, and what is not shown here as well: look at it first.</source>
        <extracomment>Warning above a form. %1 is one or more sentences about signatures of what is being changed.</extracomment>
        <translation>%1 Al guardar, usted lo firma todo como suyo, también lo que no se muestra aquí: examínelo antes.</translation>
    </message>
    <message>
        <source>It has to lie in a folder. Choose one that you can change.</source>
        <extracomment>Error about a form whose secret has to lie in a folder, where none was chosen.</extracomment>
        <translation>Tiene que estar en una carpeta. Elija una que pueda modificar.</translation>
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
        <translation>%1 días</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>Error banner while an account is set up. Cause, then next step.</extracomment>
        <translation>No se puede leer el archivo.</translation>
    </message>
    <message>
        <source>Check that it is still there and that you may open it, then choose it again.</source>
        <translation>Compruebe que sigue ahí y que puede abrirlo, y elíjalo de nuevo.</translation>
    </message>
    <message>
        <source>This is not an account kit.</source>
        <extracomment>Error banner after an account kit was chosen. Cause, then next step.</extracomment>
        <translation>Esto no es un kit de cuenta.</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup. Its name ends in .passbolt.</source>
        <translation>Elija el archivo que la página web de Passbolt guarda en «Perfil», «Configuración de la aplicación de escritorio». Su nombre termina en .passbolt.</translation>
    </message>
    <message>
        <source>This file is too large for an account kit.</source>
        <translation>Este archivo es demasiado grande para ser un kit de cuenta.</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup.</source>
        <translation>Elija el archivo que la página web de Passbolt guarda en «Perfil», «Configuración de la aplicación de escritorio».</translation>
    </message>
    <message>
        <source>This account kit was altered: its signature does not fit.</source>
        <translation>Este kit de cuenta ha sido alterado: su firma no concuerda.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Download it again from Passbolt&apos;s web page.</source>
        <translation>No se ha usado nada de él. Descárguelo de nuevo desde la página web de Passbolt.</translation>
    </message>
    <message>
        <source>The key in this account kit is too weak, or of a kind GnuPG does not know.</source>
        <translation>La clave de este kit de cuenta es demasiado débil, o de un tipo que GnuPG no conoce.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask whoever runs the server how to get a new key.</source>
        <translation>No se ha usado nada de él. Pregunte a quien administra el servidor cómo obtener una clave nueva.</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>Error banner after a file with an OpenPGP key was chosen. Cause, then next step.</extracomment>
        <translation>Esto no es una clave privada.</translation>
    </message>
    <message>
        <source>Choose your recovery kit or another file that begins with BEGIN PGP PRIVATE KEY BLOCK and holds one key.</source>
        <translation>Elija su kit de recuperación u otro archivo que empiece por BEGIN PGP PRIVATE KEY BLOCK y contenga una sola clave.</translation>
    </message>
    <message>
        <source>This file is too large for a private key.</source>
        <translation>Este archivo es demasiado grande para ser una clave privada.</translation>
    </message>
    <message>
        <source>Choose your recovery kit, a text file of a few kilobytes.</source>
        <translation>Elija su kit de recuperación, un archivo de texto de unos pocos kilobytes.</translation>
    </message>
    <message>
        <source>This key was altered, or its two halves do not belong together.</source>
        <translation>Esta clave ha sido alterada, o sus dos mitades no se corresponden.</translation>
    </message>
    <message>
        <source>It was not kept. Use another copy of your recovery kit.</source>
        <translation>No se ha conservado. Use otra copia de su kit de recuperación.</translation>
    </message>
    <message>
        <source>This key has expired, was revoked, is too weak, or cannot be used to decrypt.</source>
        <translation>Esta clave ha caducado, ha sido revocada, es demasiado débil o no sirve para descifrar.</translation>
    </message>
    <message>
        <source>It was not kept. Choose another key.</source>
        <translation>No se ha conservado. Elija otra clave.</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>La frase de contraseña no era correcta.</translation>
    </message>
    <message>
        <source>The key was not kept. Try again with the passphrase the key was saved with.</source>
        <translation>La clave no se ha conservado. Inténtelo de nuevo con la frase de contraseña con la que se guardó la clave.</translation>
    </message>
    <message>
        <source>Stopped before the passphrase was entered.</source>
        <translation>Se detuvo antes de introducir la frase de contraseña.</translation>
    </message>
    <message>
        <source>The key was not kept. Import it again when you are ready.</source>
        <translation>La clave no se ha conservado. Impórtela de nuevo cuando quiera.</translation>
    </message>
    <message>
        <source>This is not a whole link from a Passbolt e-mail.</source>
        <extracomment>Error banner after the link of an e-mail was pasted. Cause, then next step.</extracomment>
        <translation>Este no es un enlace completo de un correo de Passbolt.</translation>
    </message>
    <message>
        <source>Copy the address behind the button in the e-mail. It contains /setup/ and two long identifiers.</source>
        <translation>Copie la dirección del botón del correo. Contiene /setup/ y dos identificadores largos.</translation>
    </message>
    <message>
        <source>This link was used already, or it has run out.</source>
        <translation>Este enlace ya se ha usado, o ha vencido.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a new one. If your account is set up already, go back and add it by the server&apos;s address and your key.</source>
        <translation>Pida uno nuevo a quien administra el servidor. Si su cuenta ya está configurada, vuelva atrás y añádala con la dirección del servidor y su clave.</translation>
    </message>
    <message>
        <source>The server knows you by another key.</source>
        <extracomment>Error banner when a server does not accept a key. Cause, then next step.</extracomment>
        <translation>El servidor le conoce por otra clave.</translation>
    </message>
    <message>
        <source>Go back and choose the key this account was set up with. The link still works.</source>
        <translation>Vuelva atrás y elija la clave con la que se configuró esta cuenta. El enlace sigue siendo válido.</translation>
    </message>
    <message>
        <source>The server refused this key.</source>
        <translation>El servidor ha rechazado esta clave.</translation>
    </message>
    <message>
        <source>Go back and choose another one, or make a new one. The link still works.</source>
        <translation>Vuelva atrás y elija otra, o cree una nueva. El enlace sigue siendo válido.</translation>
    </message>
    <message>
        <source>The server goes by another address than this one.</source>
        <extracomment>Error banner at the end of setup. Cause, then next step.</extracomment>
        <translation>El servidor se identifica con una dirección distinta de esta.</translation>
    </message>
    <message>
        <source>Use the address your web browser shows when you use the vault.</source>
        <translation>Use la dirección que muestra su navegador cuando utiliza la bóveda.</translation>
    </message>
    <message>
        <source>Revoked</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Revocada</translation>
    </message>
    <message>
        <source>Has an expiry date; Passbolt takes only keys without one</source>
        <translation>Tiene fecha de caducidad; Passbolt solo acepta claves sin ella</translation>
    </message>
    <message>
        <source>Made later than now, by the server&apos;s clock</source>
        <translation>Creada más tarde que ahora, según el reloj del servidor</translation>
    </message>
    <message>
        <source>Passbolt takes RSA keys of 3072 or 4096 bits, and elliptic curves</source>
        <translation>Passbolt acepta claves RSA de 3072 o 4096 bits y curvas elípticas</translation>
    </message>
    <message>
        <source>Cannot both sign and decrypt</source>
        <translation>No sirve para firmar y descifrar</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s.</source>
        <extracomment>%1 is a duration, such as &quot;2 min&quot;</extracomment>
        <translation>El reloj de este equipo va %1 adelantado respecto al del servidor.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s.</source>
        <translation>El reloj de este equipo va %1 atrasado respecto al del servidor.</translation>
    </message>
    <message>
        <source>The server would refuse what is signed here. Switch on automatic time, or set the clock, then try again.</source>
        <translation>El servidor rechazaría lo que se firme aquí. Active la hora automática o ajuste el reloj, e inténtelo de nuevo.</translation>
    </message>
</context>
<context>
    <name>EnvironmentQueries</name>
    <message>
        <source>This account can only be read: it has no token that may write</source>
        <extracomment>Why no value can be set: the account was set up without what allows writing.</extracomment>
        <translation>Esta cuenta es de solo lectura: no tiene ningún token que permita escribir</translation>
    </message>
    <message>
        <source>This token may not read secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be read. %1 is what the service calls the right to read, for example &quot;Read&quot;.</extracomment>
        <translation>Este token no permite leer secretos aquí: le falta el ámbito %1.</translation>
    </message>
    <message>
        <source>The value there is of a kind that Coffret does not know. It stays as it is.</source>
        <extracomment>Why a value was not set.</extracomment>
        <translation>El valor que hay ahí es de un tipo que Coffret no conoce. Se queda como está.</translation>
    </message>
    <message>
        <source>This token may not write secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be written. %1 is what the service calls the right to write, for example &quot;Write&quot;.</extracomment>
        <translation>Este token no permite escribir secretos aquí: le falta el ámbito %1.</translation>
    </message>
</context>
<context>
    <name>ExpiryField</name>
    <message>
        <source>A day like 2027-03-31. Leave it empty if it never expires.</source>
        <extracomment>Help under the field for the day a secret expires, unless there is a reason why it cannot be changed</extracomment>
        <translation>Un día como 2027-03-31. Déjelo vacío si no caduca nunca.</translation>
    </message>
    <message>
        <source>Expires</source>
        <extracomment>Label of the field for the day a secret expires</extracomment>
        <translation>Caducidad</translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>In the empty field for the day a secret expires
----------
A day for a secret to expire</extracomment>
        <translation>Nunca</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <extracomment>Name of the button that offers days for a secret to expire</extracomment>
        <translation>Elegir un día</translation>
    </message>
    <message>
        <source>In 30 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Dentro de 30 días</translation>
    </message>
    <message>
        <source>In 90 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Dentro de 90 días</translation>
    </message>
    <message>
        <source>In a year</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Dentro de un año</translation>
    </message>
</context>
<context>
    <name>ExportFileSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>An apostrophe is put before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What an apostrophe in an exported table is for</extracomment>
        <translation>Delante de lo que una hoja de cálculo tomaría por una fórmula se pone un apóstrofo. Quien importe la tabla tiene que quitarlo.</translation>
    </message>
    <message>
        <source>Everybody who gets this file can read every password in it.</source>
        <extracomment>Warning about a file that is not encrypted</extracomment>
        <translation>Cualquiera que obtenga este archivo puede leer todas las contraseñas que contiene.</translation>
    </message>
    <message>
        <source>I know. I delete the file as soon as it was used.</source>
        <extracomment>Box that has to be ticked before secrets are written without encryption</extracomment>
        <translation>Lo sé. Borraré el archivo en cuanto se haya usado.</translation>
    </message>
    <message>
        <source>KeePass databases (*.kdbx)</source>
        <extracomment>Entries of the file type list in a file dialog</extracomment>
        <translation>Bases de datos KeePass (*.kdbx)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tablas (*.csv)</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <translation>Archivos cifrados (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>Ya hay un archivo con este nombre. Se reemplazará.</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says who can open it</extracomment>
        <translation>El archivo está cifrado con OpenPGP.</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progreso</translation>
    </message>
</context>
<context>
    <name>ExportRecipients</name>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Claves públicas (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>Compare la huella digital con su titular antes de fiarse de ella.</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>También para el titular de esta clave (opcional)</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Label of a choice: with which key of the user&apos;s a file is encrypted and signed</extracomment>
        <translation>Su clave</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Archivos cifrados (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>Ya hay un archivo con este nombre. Se reemplazará.</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Claves públicas (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>Compare la huella digital con su titular antes de fiarse de ella.</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>También para el titular de esta clave (opcional)</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says what it holds</extracomment>
        <translation>El archivo está cifrado con OpenPGP.</translation>
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
        <translation>Código de una aplicación</translation>
    </message>
</context>
<context>
    <name>FieldCard</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Pulse Intro para copiar</translation>
    </message>
</context>
<context>
    <name>FieldDelegate</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Pulse Intro para copiar</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <extracomment>What a screen reader says of a field. Where there are two, %2 is its label, %1 its value</extracomment>
        <translation>%1, valor oculto</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, shown on screen</source>
        <translation>%1, valor mostrado en pantalla</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Ocultar: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Mostrar: %1</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Copiar: %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is fetched and decrypted</extracomment>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <translation>%2, %1</translation>
    </message>
    <message>
        <source>Show less</source>
        <extracomment>Button below a long value, for example a certificate: shows all of its lines; only the first ones again</extracomment>
        <translation>Mostrar menos</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todo</translation>
    </message>
</context>
<context>
    <name>FieldTexts</name>
    <message>
        <source>User name</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Código de un solo uso</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Clave privada</translation>
    </message>
    <message>
        <source>Public key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Clave pública</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Frase de contraseña</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Huella digital</translation>
    </message>
    <message>
        <source>Token</source>
        <extracomment>Label of a field of a secret: an API key or access token.</extracomment>
        <translation>Token</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>Domain</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Dominio</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Field</source>
        <extracomment>Label of a field of a secret that has no name of its own.</extracomment>
        <translation>Campo</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose…</source>
        <extracomment>Button that opens a file dialog</extracomment>
        <translation>Elegir…</translation>
    </message>
</context>
<context>
    <name>FilePicker</name>
    <message>
        <source>All files (*)</source>
        <extracomment>Last entry of the file type list in a file dialog</extracomment>
        <translation>Todos los archivos (*)</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Problem: %1</source>
        <extracomment>Said by a screen reader of what is wrong with a certificate</extracomment>
        <translation>Problema: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Advertencia: %1</translation>
    </message>
</context>
<context>
    <name>FingerprintLine</name>
    <message>
        <source>Fingerprint %1: %2</source>
        <extracomment>What a screen reader says of a fingerprint. %1 is its kind, such as SHA-256, %2 the fingerprint</extracomment>
        <translation>Huella digital %1: %2</translation>
    </message>
    <message>
        <source>Fingerprint, %1</source>
        <extracomment>Label of a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>Huella digital %1</translation>
    </message>
    <message>
        <source>Copy the fingerprint, %1</source>
        <extracomment>Name of the button beside a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>Copiar la huella digital %1</translation>
    </message>
</context>
<context>
    <name>FinishStep</name>
    <message>
        <source>Your key proves who you are, so gpg may ask for its passphrase now. Then the names of your secrets are loaded, not their values.</source>
        <extracomment>Sentence under the heading of the last setup screen</extracomment>
        <translation>Su clave demuestra quién es usted, así que puede que gpg pida ahora su frase de contraseña. Después se cargan los nombres de sus secretos, no sus valores.</translation>
    </message>
    <message>
        <source>The names of your secrets are loaded, not their values.</source>
        <translation>Se cargan los nombres de sus secretos, no sus valores.</translation>
    </message>
    <message>
        <source>Ready to sign in</source>
        <extracomment>Heading of the last setup screen</extracomment>
        <translation>Todo listo para iniciar sesión</translation>
    </message>
    <message>
        <source>This key goes into your GnuPG keyring</source>
        <extracomment>Above the fingerprint of the key that signing in will put into the keyring</extracomment>
        <translation>Esta clave se añadirá a su llavero de GnuPG</translation>
    </message>
    <message>
        <source>Coffret shows the server that you have the key. That uses the link up.</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Coffret demuestra al servidor que usted tiene la clave. Después, el enlace deja de servir.</translation>
    </message>
    <message>
        <source>Coffret tells the server your public key and no other part of it. That uses the link up.</source>
        <translation>Coffret comunica al servidor su clave pública y ninguna otra parte de la clave. Después, el enlace deja de servir.</translation>
    </message>
    <message>
        <source>Gets you back to your account</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Para recuperar el acceso a su cuenta</translation>
    </message>
    <message>
        <source>Sets up your account</source>
        <translation>Para configurar su cuenta</translation>
    </message>
    <message>
        <source>CommandK offers no list of apps. An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for the apps of an account</extracomment>
        <translation>CommandK no ofrece una lista de aplicaciones. El identificador de una aplicación está en el panel lateral de su configuración; también sirven los nombres si su token vale para todas las aplicaciones.</translation>
    </message>
</context>
<context>
    <name>FolderDeleteSheet</name>
    <message>
        <source>Delete the folder “%1”?</source>
        <extracomment>Heading of the question before a folder is deleted. %1 is its name</extracomment>
        <translation>¿Eliminar la carpeta «%1»?</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <extracomment>Buttons below the question before a folder is deleted</extracomment>
        <translation>Eliminar todo</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Eliminar carpeta</translation>
    </message>
    <message>
        <source>What is in it moves to the top and keeps its access.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>Su contenido pasa a la raíz y conserva sus accesos.</translation>
    </message>
    <message>
        <source>Only the folder</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>Solo la carpeta</translation>
    </message>
    <message>
        <source>Secrets and folders that are yours to delete go too, for everyone. This cannot be undone.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>Los secretos y carpetas que usted puede eliminar también desaparecen, para todos. Esta acción no se puede deshacer.</translation>
    </message>
    <message>
        <source>The folder and everything in it</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>La carpeta y todo su contenido</translation>
    </message>
</context>
<context>
    <name>FolderHits</name>
    <message>
        <source>Folders found</source>
        <extracomment>Accessible name of the folders above the list of secrets that were found</extracomment>
        <translation>Carpetas encontradas</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>New secret here</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Nuevo secreto aquí</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>Menu of a folder, or of the top of the tree</extracomment>
        <translation>Nueva carpeta…</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Comparar entornos…</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Nuevo secreto en varios entornos…</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Importar un archivo .env…</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Exportar a un archivo cifrado…</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Compartir…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Cambiar nombre…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Mover a…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>Export…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Exportar…</translation>
    </message>
</context>
<context>
    <name>FolderNameSheet</name>
    <message>
        <source>In “%1”. Whoever has access there has access to it.</source>
        <extracomment>Under the heading. %1 is the folder the new one goes into</extracomment>
        <translation>En «%1». Quien tiene acceso a esa carpeta lo tendrá también a la nueva.</translation>
    </message>
    <message>
        <source>New folder</source>
        <extracomment>Headings of the question for a folder&apos;s name. %1 is its name until now</extracomment>
        <translation>Nueva carpeta</translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>Cambiar el nombre de «%1»</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons below the question for a folder&apos;s name</extracomment>
        <translation>Crear</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for a folder&apos;s name</extracomment>
        <translation>Nombre</translation>
    </message>
</context>
<context>
    <name>FormatChoice</name>
    <message>
        <source>Format</source>
        <extracomment>Label of a choice: in what format secrets are exported</extracomment>
        <translation>Formato</translation>
    </message>
    <message>
        <source>Everything a secret has, for Coffret. Opened with an OpenPGP key, also by GnuPG alone.</source>
        <extracomment>What a format is good for. OpenPGP is a standard, GnuPG a program</extracomment>
        <translation>Todo lo que contiene un secreto, para Coffret. Se abre con una clave OpenPGP, también solo con GnuPG.</translation>
    </message>
    <message>
        <source>Encrypted for OpenPGP keys</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Cifrado para claves OpenPGP</translation>
    </message>
    <message>
        <source>For KeePassXC and other programs of its kind. Opened with a password that you choose.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>Para KeePassXC y programas similares. Se abre con una contraseña que usted elige.</translation>
    </message>
    <message>
        <source>KeePass database</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Base de datos KeePass</translation>
    </message>
    <message>
        <source>For programs that read nothing else. Not encrypted.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>Para programas que no leen otra cosa. Sin cifrar.</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Tabla (CSV)</translation>
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
        <translation>Generar: %1</translation>
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
        <translation>Generar otra</translation>
    </message>
    <message>
        <source>Copy the new password</source>
        <extracomment>Name of the button that copies a new password</extracomment>
        <translation>Copiar la nueva contraseña</translation>
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
        <translation>Generar: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a sheet</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Use it</source>
        <extracomment>Button that puts a generated password into the field</extracomment>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Kind of a new password: letters, digits and symbols</extracomment>
        <translation>Caracteres</translation>
    </message>
    <message>
        <source>Words</source>
        <extracomment>Kind of a new password: several words</extracomment>
        <translation>Palabras</translation>
    </message>
    <message>
        <source>As the server asks</source>
        <extracomment>Button: sets the choices for a new password back to what the server asks for</extracomment>
        <translation>Como pide el servidor</translation>
    </message>
</context>
<context>
    <name>GranteeFinder</name>
    <message>
        <source>Searching…</source>
        <extracomment>While people are looked up on the server</extracomment>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>Resultados</translation>
    </message>
</context>
<context>
    <name>GroupMembers</name>
    <message>
        <source>Loading…</source>
        <extracomment>In place of groups, and under the name of a group the user may not change</extracomment>
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>There are no groups.</source>
        <translation>No hay grupos.</translation>
    </message>
    <message>
        <source>Only its managers can change who is in it.</source>
        <translation>Solo sus responsables pueden cambiar quién forma parte de él.</translation>
    </message>
    <message>
        <source>Add people</source>
        <extracomment>In the field that looks people up to add them to a group</extracomment>
        <translation>Añadir personas</translation>
    </message>
    <message>
        <source>Members</source>
        <extracomment>Accessible name of the list of who is in a group</extracomment>
        <translation>Miembros</translation>
    </message>
</context>
<context>
    <name>GroupsSheet</name>
    <message>
        <source>Groups</source>
        <extracomment>Heading of the sheet of groups
----------
Accessible name of the list of groups</extracomment>
        <translation>Grupos</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of a group that were not written yet</extracomment>
        <translation>Deshacer los cambios</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of a group come to before they are written</extracomment>
        <translation>Revisar…</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Reintentar</translation>
    </message>
</context>
<context>
    <name>HealthLine</name>
    <message>
        <source>expanded</source>
        <extracomment>Said of a heading by a screen reader: whether what belongs to it is shown</extracomment>
        <translation>desplegado</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>plegado</translation>
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
        <translation>Resultados de la comprobación</translation>
    </message>
</context>
<context>
    <name>HealthScope</name>
    <message>
        <source>All open accounts</source>
        <extracomment>What a check of secrets goes over</extracomment>
        <translation>Todas las cuentas abiertas</translation>
    </message>
    <message>
        <source>Only “%1”</source>
        <extracomment>What a check of secrets goes over. %1 is the name of an account</extracomment>
        <translation>Solo «%1»</translation>
    </message>
    <message>
        <source>Look for leaked passwords, too</source>
        <extracomment>A preference: passwords are held against those that were leaked somewhere</extracomment>
        <translation>Buscar también contraseñas filtradas</translation>
    </message>
</context>
<context>
    <name>HealthSheet</name>
    <message>
        <source>Finds weak, reused and old passwords, what expires, and values nobody vouches for.</source>
        <extracomment>Under the heading of the sheet that checks all secrets</extracomment>
        <translation>Encuentra contraseñas débiles, reutilizadas y antiguas, lo que caduca y los valores que nadie avala.</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>Heading of the sheet that checks all secrets</extracomment>
        <translation>Salud de los secretos</translation>
    </message>
    <message>
        <source>Check again…</source>
        <extracomment>Button: goes back to what a check of all secrets goes over</extracomment>
        <translation>Comprobar de nuevo…</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: stops a check of all secrets</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Check secrets</source>
        <extracomment>Button: begins a check of all secrets</extracomment>
        <translation>Comprobar secretos</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Look again from time to time.</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>Compruébelo de nuevo de vez en cuando.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>Todo en orden</translation>
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
        <translation>Se adivina de inmediato</translation>
    </message>
    <message>
        <source>Guessed within minutes</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>Se adivina en pocos minutos</translation>
    </message>
    <message>
        <source>Guessed with some patience</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>Se adivina con algo de paciencia</translation>
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
            <numerusform>Igual que en %1 y %n más</numerusform>
            <numerusform>Igual que en %1 y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Same as in %1</source>
        <extracomment>About a value that several secrets have. %1 is a list of names.</extracomment>
        <translation>Igual que en %1</translation>
    </message>
    <message>
        <source>Certificate: %1</source>
        <extracomment>About a certificate. %1 says when it ends, for example &quot;Expires tomorrow&quot;.</extracomment>
        <translation>Certificado: %1</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <extracomment>About a secret. %1 is a date.</extracomment>
        <translation>Modificado por última vez %1</translation>
    </message>
    <message>
        <source>Serious</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Grave</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Merece un vistazo</translation>
    </message>
    <message>
        <source>Good to know</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Conviene saberlo</translation>
    </message>
    <message>
        <source>Signature does not fit</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>La firma no concuerda</translation>
    </message>
    <message>
        <source>Leaked passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Contraseñas filtradas</translation>
    </message>
    <message>
        <source>Weak passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Contraseñas débiles</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Caducados</translation>
    </message>
    <message>
        <source>Used more than once</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Usados más de una vez</translation>
    </message>
    <message>
        <source>Nobody vouches for them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Nadie los avala</translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>No se pudieron comprobar</translation>
    </message>
    <message>
        <source>Expire within 30 days</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Caducan en los próximos 30 días</translation>
    </message>
    <message>
        <source>Not changed for a year</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Sin cambios desde hace un año</translation>
    </message>
    <message>
        <source>Nobody else can read them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Nadie más puede leerlos</translation>
    </message>
    <message>
        <source>Somebody altered them. Do not use the values; tell whoever runs the server.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Alguien los ha alterado. No use los valores; avise a quien administra el servidor.</translation>
    </message>
    <message>
        <source>They are in lists that attackers try first. Change them now.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Figuran en listas que los atacantes prueban primero. Cámbielas ahora.</translation>
    </message>
    <message>
        <source>Let the generator make new ones.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Deje que el generador cree otras nuevas.</translation>
    </message>
    <message>
        <source>Renew them, or delete what is no longer needed.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Renuévelos, o elimine lo que ya no haga falta.</translation>
    </message>
    <message>
        <source>Whoever learns one has the others too. Give each place its own.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Quien averigua uno tiene también los demás. Use uno distinto en cada lugar.</translation>
    </message>
    <message>
        <source>Ask their owners, or save them again yourself.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Pregunte a sus propietarios, o guárdelos usted de nuevo.</translation>
    </message>
    <message>
        <source>What is in them is not known.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>No se sabe qué contienen.</translation>
    </message>
    <message>
        <source>Renew them in time.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Renuévelos a tiempo.</translation>
    </message>
    <message>
        <source>Counted from the last change of the secret, which may have been of its name alone.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Se cuenta desde la última modificación del secreto, que pudo ser solo de su nombre.</translation>
    </message>
    <message>
        <source>If you lose your key, they are lost. Share what others will need.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Si pierde su clave, se pierden. Comparta los que otros vayan a necesitar.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) opened and looked at.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n secreto abierto y examinado.</numerusform>
            <numerusform>%n secretos abiertos y examinados.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that have to be checked out or approved first were left alone.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n secreto que requiere antes préstamo o aprobación no se ha tocado.</numerusform>
            <numerusform>%n secretos que requieren antes préstamo o aprobación no se han tocado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n password(s) looked for among the leaked ones.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n contraseña buscada entre las filtradas.</numerusform>
            <numerusform>%n contraseñas buscadas entre las filtradas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <extracomment>Accessible name of the part that shows a secret&apos;s earlier values</extracomment>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>There are no earlier values that you could read.</source>
        <extracomment>In place of the earlier values of a secret</extracomment>
        <translation>No hay valores anteriores que pueda leer.</translation>
    </message>
</context>
<context>
    <name>HoursField</name>
    <message>
        <source>Hours</source>
        <extracomment>Accessible name of the field for how long access is needed</extracomment>
        <translation>Horas</translation>
    </message>
    <message>
        <source>One hour less</source>
        <extracomment>Name of the button for less time</extracomment>
        <translation>Una hora menos</translation>
    </message>
    <message>
        <source>One hour more</source>
        <extracomment>Name of the button for more time</extracomment>
        <translation>Una hora más</translation>
    </message>
</context>
<context>
    <name>IconPicker</name>
    <message>
        <source>Choose a symbol</source>
        <extracomment>Name of the button that offers symbols and colours for a secret</extracomment>
        <translation>Elegir un símbolo</translation>
    </message>
</context>
<context>
    <name>ImportAnswer</name>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Items of the file</source>
        <extracomment>Accessible name of the list of what is in a file</extracomment>
        <translation>Elementos del archivo</translation>
    </message>
    <message numerus="yes">
        <source>Show only the %n item(s) with a remark</source>
        <extracomment>Narrows the list of what is in a file to what does not simply become a secret. %n is how many those are</extracomment>
        <translation>
            <numerusform>Mostrar solo %n elemento con una observación</numerusform>
            <numerusform>Mostrar solo los %n elementos con una observación</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportChoices</name>
    <message>
        <source>Into</source>
        <extracomment>Label beside the folder that imported secrets go to</extracomment>
        <translation>En</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>Button: another folder for imported secrets</extracomment>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Make the folders of the file below it</source>
        <extracomment>A choice when a file is imported</extracomment>
        <translation>Crear debajo las carpetas del archivo</translation>
    </message>
    <message>
        <source>They have the name, user name and address of a secret that is there.</source>
        <extracomment>Below a choice when a file is imported: what counts as being there already</extracomment>
        <translation>Tienen el nombre, el usuario y la dirección de un secreto que ya está.</translation>
    </message>
    <message numerus="yes">
        <source>Import %n item(s) that are there already once more</source>
        <extracomment>A choice when a file is imported. %n is how many of its items are there already</extracomment>
        <translation>
            <numerusform>Importar otra vez %n elemento que ya está</numerusform>
            <numerusform>Importar otra vez %n elementos que ya están</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFileSheet</name>
    <message>
        <source>First you see what every item of the file comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that imports secrets from another program&apos;s file</extracomment>
        <translation>Primero verá en qué se convierte cada elemento del archivo. No se escribe nada antes de que lo acepte.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>Button: opens a database with its password</extracomment>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Files of password managers (*.csv *.json *.1pux *.kdbx *.xml *.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Archivos de gestores de contraseñas (*.csv *.json *.1pux *.kdbx *.xml *.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a file of another program</extracomment>
        <translation>Archivo</translation>
    </message>
</context>
<context>
    <name>ImportItemRow</name>
    <message>
        <source>Item %1, %2: %3</source>
        <extracomment>What a screen reader says of an item of a file. %1 its number, %2 its name, %3 what it comes to</extracomment>
        <translation>Elemento %1, %2: %3</translation>
    </message>
</context>
<context>
    <name>ImportLineRow</name>
    <message>
        <source>Line %1, %3: %2</source>
        <extracomment>What a screen reader says of a line of a file. %1 its number, %3 its name, %2 what it comes to</extracomment>
        <translation>Línea %1, %3: %2</translation>
    </message>
</context>
<context>
    <name>ImportPassword</name>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a KeePass database</extracomment>
        <translation>Contraseña de la base de datos</translation>
    </message>
    <message>
        <source>Key files (*.keyx *.key *)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Archivos de clave (*.keyx *.key *)</translation>
    </message>
    <message>
        <source>Key file (if it has one)</source>
        <extracomment>Label of the field for the key file of a KeePass database</extracomment>
        <translation>Archivo de clave (si lo tiene)</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>First you see what every line comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that reads a .env file</extracomment>
        <translation>Primero verá qué resulta de cada línea. No se escribe nada sin su conformidad.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Environment files (*.env .env*)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Archivos de entorno (*.env .env*)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a .env file</extracomment>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <extracomment>Accessible name of the list of lines of a file</extracomment>
        <translation>Líneas del archivo</translation>
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
        <translation>No contiene nada.</translation>
    </message>
    <message>
        <source>It holds something that is not text.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Contiene algo que no es texto.</translation>
    </message>
    <message>
        <source>It is longer than any secret can be.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Es más largo de lo que puede ser un secreto.</translation>
    </message>
    <message>
        <source>Its columns do not fit the heading.</source>
        <extracomment>Why a row of a table cannot be imported.</extracomment>
        <translation>Sus columnas no corresponden al encabezado.</translation>
    </message>
    <message>
        <source>It is of a kind that Coffret does not know.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Es de un tipo que Coffret no conoce.</translation>
    </message>
    <message>
        <source>It was deleted or archived there.</source>
        <extracomment>Why an item of a file is not imported.</extracomment>
        <translation>Allí se eliminó o se archivó.</translation>
    </message>
    <message>
        <source>attachments</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>archivos adjuntos</translation>
    </message>
    <message>
        <source>passkeys</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>claves de acceso</translation>
    </message>
    <message>
        <source>earlier values</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>valores anteriores</translation>
    </message>
    <message>
        <source>rules for typing</source>
        <extracomment>What of an imported item stays behind, in a list: rules for typing into windows.</extracomment>
        <translation>reglas para escribir</translation>
    </message>
    <message>
        <source>apps of phones</source>
        <extracomment>What of an imported item stays behind, in a list: addresses that stand for programs on a phone.</extracomment>
        <translation>aplicaciones de teléfonos</translation>
    </message>
    <message>
        <source>the day it expires</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>el día en que caduca</translation>
    </message>
    <message>
        <source>tags</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>etiquetas</translation>
    </message>
    <message>
        <source>its star</source>
        <extracomment>What of an imported item stays behind, in a list: that it is a favourite.</extracomment>
        <translation>su estrella</translation>
    </message>
    <message>
        <source>more fields or addresses than a secret can have</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>más campos o direcciones de los que puede tener un secreto</translation>
    </message>
</context>
<context>
    <name>JobSheet</name>
    <message>
        <source>Working out what this comes to…</source>
        <extracomment>In place of what a change comes to, while that is worked out</extracomment>
        <translation>Calculando qué supone el cambio…</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question or a report</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Progreso</translation>
    </message>
</context>
<context>
    <name>KeyFilePanel</name>
    <message>
        <source>OpenPGP keys (*.asc *.txt *.key *.gpg)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Claves OpenPGP (*.asc *.txt *.key *.gpg)</translation>
    </message>
    <message>
        <source>Your recovery kit or another armored private key. Dropping it on this window works too.</source>
        <extracomment>Help under the key file field</extracomment>
        <translation>Su kit de recuperación u otra clave privada en formato ASCII. También puede soltarla en esta ventana.</translation>
    </message>
    <message>
        <source>Key file</source>
        <extracomment>Label of the key file field</extracomment>
        <translation>Archivo de clave</translation>
    </message>
    <message>
        <source>Use this key</source>
        <extracomment>Button that puts a key from a file into the user&apos;s GnuPG keyring; when it is there already</extracomment>
        <translation>Usar esta clave</translation>
    </message>
    <message>
        <source>Import into my keyring</source>
        <translation>Importar en mi llavero</translation>
    </message>
    <message>
        <source>Another file</source>
        <extracomment>Button that forgets a key file before it is imported</extracomment>
        <translation>Otro archivo</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Your OpenPGP keys</source>
        <extracomment>Name of the list of OpenPGP keys</extracomment>
        <translation>Sus claves OpenPGP</translation>
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
        <translation>Mayús</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Intro</translation>
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
        <translation>Inicio</translation>
    </message>
    <message>
        <source>End</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Space</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Espacio</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Press the keys</source>
        <extracomment>On the button that shows a key combination: it waits for another one; or there is none</extracomment>
        <translation>Pulse las teclas</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>%1, on a smart card</source>
        <extracomment>Under a key that is on a smart card. %1 is its kind, such as &quot;rsa4096&quot;</extracomment>
        <translation>%1, en una tarjeta inteligente</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>Heading of the sheet that lists the keys</extracomment>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <extracomment>Name of the field that searches the list of keys</extracomment>
        <translation>Buscar atajos</translation>
    </message>
    <message>
        <source>What should a key do?</source>
        <extracomment>In the empty field that searches the list of keys</extracomment>
        <translation>¿Qué debe hacer una tecla?</translation>
    </message>
    <message>
        <source>No key does that. The command palette finds everything by name.</source>
        <extracomment>In place of the list of keys</extracomment>
        <translation>Ninguna tecla hace eso. La paleta de comandos lo encuentra todo por su nombre.</translation>
    </message>
</context>
<context>
    <name>KeyStep</name>
    <message>
        <source>The server will encrypt for this key and know you by it. It never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <extracomment>Sentence under the heading of the key screen; when the server does not know a key yet</extracomment>
        <translation>El servidor cifrará para esta clave y le reconocerá por ella. Nunca sale de gpg-agent; Coffret no ve ni la clave ni su frase de contraseña.</translation>
    </message>
    <message>
        <source>These are in your GnuPG keyring or on your smart card. The key never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <translation>Estas claves están en su llavero de GnuPG o en su tarjeta inteligente. La clave nunca sale de gpg-agent; Coffret no ve ni la clave ni su frase de contraseña.</translation>
    </message>
    <message>
        <source>Which key shall be yours?</source>
        <extracomment>Heading of the screen that lists OpenPGP keys; when the server does not know a key yet</extracomment>
        <translation>¿Qué clave será la suya?</translation>
    </message>
    <message>
        <source>Which key is yours?</source>
        <translation>¿Qué clave es la suya?</translation>
    </message>
    <message>
        <source>The server knows you by this key</source>
        <extracomment>Above the fingerprint of the key that the server has for this user</extracomment>
        <translation>El servidor le conoce por esta clave</translation>
    </message>
    <message>
        <source>For %1. gpg asks for a passphrase: a long one that you will not forget, because nobody can reset it.</source>
        <extracomment>%1 is a name and an e-mail address</extracomment>
        <translation>Para %1. gpg pide una frase de contraseña: que sea larga y no se le olvide, porque nadie puede restablecerla.</translation>
    </message>
    <message>
        <source>No key yet, or rather a fresh one?</source>
        <extracomment>Beside the button that makes a new key</extracomment>
        <translation>¿Aún sin clave, o prefiere una nueva?</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <extracomment>Button that makes a new OpenPGP key</extracomment>
        <translation>Crear una clave</translation>
    </message>
    <message>
        <source>Use a key file…</source>
        <extracomment>Button that shows the field for a file with a private key</extracomment>
        <translation>Usar un archivo de clave…</translation>
    </message>
</context>
<context>
    <name>KitStep</name>
    <message>
        <source>The kit is signed by the key in it and unaltered. Next, Coffret looks whether the server still has the key the kit names. Your key goes into your GnuPG keyring on the last screen, not before.</source>
        <extracomment>Sentence under the heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>El kit está firmado por la clave que contiene y no ha sido alterado. A continuación, Coffret comprueba si el servidor sigue teniendo la clave que nombra el kit. Su clave se añade a su llavero de GnuPG en la última pantalla, no antes.</translation>
    </message>
    <message>
        <source>Passbolt&apos;s web page saves one under Profile, Desktop app setup. It holds your key, locked with your passphrase, and the server&apos;s.</source>
        <translation>La página web de Passbolt guarda uno en «Perfil», «Configuración de la aplicación de escritorio». Contiene su clave, bloqueada con su frase de contraseña, y la del servidor.</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <extracomment>Heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>¿Es usted?</translation>
    </message>
    <message>
        <source>Your account kit</source>
        <translation>Su kit de cuenta</translation>
    </message>
    <message>
        <source>Account kits (*.passbolt)</source>
        <extracomment>Entry of the file type list in the account kit&apos;s file dialog</extracomment>
        <translation>Kits de cuenta (*.passbolt)</translation>
    </message>
    <message>
        <source>Or drop the file anywhere on this window.</source>
        <extracomment>Help under the account kit field</extracomment>
        <translation>O suelte el archivo en cualquier lugar de esta ventana.</translation>
    </message>
    <message>
        <source>Account kit</source>
        <extracomment>Label of the account kit field</extracomment>
        <translation>Kit de cuenta</translation>
    </message>
</context>
<context>
    <name>ListCaption</name>
    <message numerus="yes">
        <source>%n shown</source>
        <extracomment>Above the list: how many secrets it shows. %n is the number</extracomment>
        <translation>
            <numerusform>%n mostrado</numerusform>
            <numerusform>%n mostrados</numerusform>
        </translation>
    </message>
    <message>
        <source>Sort the list</source>
        <extracomment>Name of the button that chooses the order of a list</extracomment>
        <translation>Ordenar la lista</translation>
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
        <translation>Buscar secretos</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty search field</extracomment>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <extracomment>Key that begins a new secret, beside the button&apos;s name</extracomment>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Name of the button that begins a new secret</extracomment>
        <translation>Nuevo secreto</translation>
    </message>
</context>
<context>
    <name>ListPlaceholder</name>
    <message>
        <source>Search all secrets</source>
        <extracomment>Button in an empty search result: looks in every list</extracomment>
        <translation>Buscar en todos los secretos</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <extracomment>Button in an empty list: shows secrets of every type again</extracomment>
        <translation>Quitar el filtro</translation>
    </message>
    <message>
        <source>Search in all accounts</source>
        <extracomment>Button in an empty search result: opens the quick lookup with what was searched for</extracomment>
        <translation>Buscar en todas las cuentas</translation>
    </message>
</context>
<context>
    <name>LockedPage</name>
    <message>
        <source>Values, names and tokens were forgotten. Unlocking signs in again.</source>
        <extracomment>On the locked window</extracomment>
        <translation>Los valores, nombres y tokens se han olvidado. Al desbloquear se inicia sesión de nuevo.</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>On the locked window</extracomment>
        <translation>Coffret está bloqueado</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Button on the locked window</extracomment>
        <translation>Desbloquear</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen</extracomment>
        <translation>Esta cuenta no admite préstamos</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>Menu: a preference of the account</extracomment>
        <translation>Devolver cuando Coffret se bloquee o se cierre</translation>
    </message>
</context>
<context>
    <name>ManyTexts</name>
    <message numerus="yes">
        <source>%n secret(s) change.</source>
        <extracomment>What a change of many secrets comes to. %n is how many of them change.</extracomment>
        <translation>
            <numerusform>Se modificará %n secreto.</numerusform>
            <numerusform>Se modificarán %n secretos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change in this way and stay as they are.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secreto que usted no puede cambiar de este modo se queda como está.</numerusform>
            <numerusform>%n secretos que usted no puede cambiar de este modo se quedan como están.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secreto ya está así.</numerusform>
            <numerusform>%n secretos ya están así.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” cannot be changed; the report says why.</source>
        <extracomment>What a change of many secrets comes to. %1 is the name of a secret that cannot be changed.</extracomment>
        <translation>«%1» no se puede modificar; el informe indica por qué.</translation>
    </message>
    <message numerus="yes">
        <source>Share %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are shared. %n is how many were chosen.</extracomment>
        <translation>
            <numerusform>¿Compartir %n secreto?</numerusform>
            <numerusform>¿Compartir %n secretos?</numerusform>
        </translation>
    </message>
    <message>
        <source>Share</source>
        <extracomment>Button: gives people access to many secrets.</extracomment>
        <translation>Compartir</translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) out of their folders?</source>
        <extracomment>Heading of the question before secrets are moved to the top. %n is how many.</extracomment>
        <translation>
            <numerusform>¿Sacar %n secreto de su carpeta?</numerusform>
            <numerusform>¿Sacar %n secretos de sus carpetas?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) to %1?</source>
        <extracomment>Heading of the question before secrets are moved. %n is how many, %1 is where.</extracomment>
        <translation>
            <numerusform>¿Mover %n secreto a %1?</numerusform>
            <numerusform>¿Mover %n secretos a %1?</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves many secrets.</extracomment>
        <translation>Mover</translation>
    </message>
    <message>
        <source>Who can read what is moved is up to the rules of the new place.</source>
        <extracomment>Question before secrets are moved on a server that tells nobody beforehand who will be able to read them.</extracomment>
        <translation>Quién podrá leer lo que se mueve depende de las reglas del nuevo lugar.</translation>
    </message>
    <message>
        <source>Adding to favourites</source>
        <extracomment>Heading while many secrets get a star, or lose it.</extracomment>
        <translation>Añadiendo a favoritos</translation>
    </message>
    <message>
        <source>Removing from favourites</source>
        <translation>Quitando de favoritos</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are shared: they are deleted for everyone.</source>
        <extracomment>Question before many secrets are deleted. %n is how many of them others see too.</extracomment>
        <translation>
            <numerusform>%n de ellos está compartido: se elimina para todos.</numerusform>
            <numerusform>%n de ellos están compartidos: se eliminan para todos.</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before many secrets are deleted.</extracomment>
        <translation>Esta acción no se puede deshacer.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)</source>
        <extracomment>Button: deletes many secrets. %n is how many.</extracomment>
        <translation>
            <numerusform>Eliminar %n secreto</numerusform>
            <numerusform>Eliminar %n secretos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are deleted. %n is how many.</extracomment>
        <translation>
            <numerusform>¿Eliminar %n secreto?</numerusform>
            <numerusform>¿Eliminar %n secretos?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MaskDots</name>
    <message>
        <source>Hidden</source>
        <extracomment>Spoken instead of a value that is masked</extracomment>
        <translation>Valor oculto</translation>
    </message>
</context>
<context>
    <name>Matches</name>
    <message>
        <source>Similar</source>
        <extracomment>Heading within a list of what was found: what follows has only something similar to what was typed.</extracomment>
        <translation>Parecidos</translation>
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
        <translation>Miembro</translation>
    </message>
    <message>
        <source>The only manager has to stay</source>
        <extracomment>Menu: takes somebody out of a group, or back; the first when nobody else manages it</extracomment>
        <translation>El único responsable debe quedarse</translation>
    </message>
    <message>
        <source>Stays in the group</source>
        <translation>Permanece en el grupo</translation>
    </message>
    <message>
        <source>Take out of the group</source>
        <translation>Sacar del grupo</translation>
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
        <translation>Válido para</translation>
    </message>
    <message>
        <source>Valid for %1</source>
        <extracomment>What a screen reader says of the names a certificate is for. %1 is a list of names</extracomment>
        <translation>Válido para %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>Button below the first names a certificate is for. %n is how many more there are</extracomment>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Description</source>
        <extracomment>Label above the readable description of a secret</extracomment>
        <translation>Descripción</translation>
    </message>
</context>
<context>
    <name>NothingChosen</name>
    <message>
        <source>Its fields appear here, masked until you ask for them.</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>Sus campos aparecen aquí, ocultos hasta que pida verlos.</translation>
    </message>
    <message>
        <source>Choose a secret</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>Elija un secreto</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <extracomment>Key that jumps to the search field</extracomment>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>What a key does</extracomment>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <extracomment>Key that copies the main value</extracomment>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Copy the password, key or token</source>
        <extracomment>What a key does</extracomment>
        <translation>Copiar la contraseña, la clave o el token</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <extracomment>Key that copies the user name</extracomment>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Copy the user name</source>
        <extracomment>What a key does</extracomment>
        <translation>Copiar el nombre de usuario</translation>
    </message>
</context>
<context>
    <name>OfflineSettingWords</name>
    <message>
        <source>Keep nothing</source>
        <extracomment>A choice in the settings: nothing is kept on this computer.</extracomment>
        <translation>No guardar nada</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>A choice in the settings: for how long something is kept.</extracomment>
        <translation>
            <numerusform>%n día</numerusform>
            <numerusform>%n días</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxRow</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before a change that waits is given up</extracomment>
        <translation>¿Descartar lo que ha escrito?</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up a change that waits</extracomment>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: does not give up a change that waits</extracomment>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Discard…</source>
        <extracomment>Button: asks before a change that waits is given up</extracomment>
        <translation>Descartar…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <extracomment>Button: opens a change that waits in the form</extracomment>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>Send now</source>
        <extracomment>Button: sends a change that waits</extracomment>
        <translation>Enviar ahora</translation>
    </message>
    <message>
        <source>Discard the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Descartar: cambio de %1</translation>
    </message>
    <message>
        <source>Keep the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Conservar: cambio de %1</translation>
    </message>
    <message>
        <source>Discard the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Descartar: cambio de %1…</translation>
    </message>
    <message>
        <source>Edit the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Editar: cambio de %1…</translation>
    </message>
    <message>
        <source>Send the change of %1 now</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Enviar ahora: cambio de %1</translation>
    </message>
</context>
<context>
    <name>OutboxSheet</name>
    <message>
        <source>Not sent yet</source>
        <extracomment>Heading of a sheet: changes that were made without the server</extracomment>
        <translation>Aún sin enviar</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before changes that cannot be read are given up</extracomment>
        <translation>¿Descartar lo que ha escrito?</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>Button: tries once more to read what waits</extracomment>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Give it up…</source>
        <extracomment>Button: asks before what was written, and cannot be read any more, is given up</extracomment>
        <translation>Descartarlo…</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: what was written, and cannot be read any more, is given up</extracomment>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: what was written, and cannot be read now, is not given up</extracomment>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>They lie sealed on this computer until they are sent.</source>
        <extracomment>Under the heading of the sheet with changes that wait</extracomment>
        <translation>Están sellados en este equipo hasta que se envíen.</translation>
    </message>
</context>
<context>
    <name>PaletteList</name>
    <message>
        <source>Commands and places</source>
        <extracomment>Name of the list in the command palette</extracomment>
        <translation>Comandos y lugares</translation>
    </message>
</context>
<context>
    <name>PaletteRow</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>Said after a line of a list: its place. %1 and %2 are numbers</extracomment>
        <translation>%1 de %2</translation>
    </message>
</context>
<context>
    <name>PeopleTexts</name>
    <message>
        <source>Confirmed</source>
        <extracomment>State of a person&apos;s key: compared before, and the same as then.</extracomment>
        <translation>Confirmada</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <extracomment>State of a person&apos;s key: the user never compared it.</extracomment>
        <translation>Aún sin comparar</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>State of a person&apos;s key: another one than before.</extracomment>
        <translation>Ha cambiado</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <extracomment>State of a person&apos;s key: expired, revoked or too weak.</extracomment>
        <translation>No se puede usar</translation>
    </message>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder.</extracomment>
        <translation>Puede leer</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: reading included.</extracomment>
        <translation>Puede editar</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: everything, sharing and deleting included.</extracomment>
        <translation>Propietario</translation>
    </message>
    <message>
        <source>No access</source>
        <extracomment>In place of a right to a secret or folder.</extracomment>
        <translation>Sin acceso</translation>
    </message>
    <message>
        <source>See and copy</source>
        <extracomment>What a right means.</extracomment>
        <translation>Ver y copiar</translation>
    </message>
    <message>
        <source>Change, move and delete as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>Además, modificar, mover y eliminar</translation>
    </message>
    <message>
        <source>Decide who has access as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>Además, decidir quién tiene acceso</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a person or group that will be given access.</extracomment>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>Loses access</source>
        <extracomment>Beside a person or group whose access will be taken away.</extracomment>
        <translation>Pierde el acceso</translation>
    </message>
    <message>
        <source>Until now: %1</source>
        <extracomment>Beside a person or group whose right will change. %1 is the right until now.</extracomment>
        <translation>Hasta ahora: %1</translation>
    </message>
    <message>
        <source>Group</source>
        <extracomment>Beside the name of a group.</extracomment>
        <translation>Grupo</translation>
    </message>
    <message numerus="yes">
        <source>Group, %n member(s)</source>
        <extracomment>Beside the name of a group. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>Grupo, %n miembro</numerusform>
            <numerusform>Grupo, %n miembros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>A list of names that is cut short. %1 are some names, %n is how many more there are.</extracomment>
        <translation>
            <numerusform>%1 y %n más</numerusform>
            <numerusform>%1 y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: “%2” becomes “%3”.</source>
        <extracomment>What a change of access comes to. %1 is a person or group, %2 and %3 are rights.</extracomment>
        <translation>%1: «%2» pasa a ser «%3».</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) can read it from now on: %1.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n persona podrá leerlo a partir de ahora: %1.</numerusform>
            <numerusform>%n personas podrán leerlo a partir de ahora: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) lose access: %1. What they have read before, they may still know.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n persona pierde el acceso: %1. Puede que aún sepa lo que haya leído antes.</numerusform>
            <numerusform>%n personas pierden el acceso: %1. Puede que aún sepan lo que hayan leído antes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It applies to %n secret(s) and to folders: %1.</source>
        <extracomment>What a change of access comes to. %1 is a number of folders; %n a number of secrets.</extracomment>
        <translation>
            <numerusform>Se aplica a %n secreto; número de carpetas: %1.</numerusform>
            <numerusform>Se aplica a %n secretos; número de carpetas: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody vouches for the value of %n secret(s): it is passed on without your signature, and new readers see it as unsigned.</source>
        <extracomment>What a change of access comes to. %n is a number of secrets; a signature says who wrote one.</extracomment>
        <translation>
            <numerusform>Nadie avala el valor de %n secreto: se transmite sin que usted lo firme, y los nuevos lectores lo ven sin firmar.</numerusform>
            <numerusform>Nadie avala el valor de %n secretos: se transmite sin que usted lo firme, y los nuevos lectores lo ven sin firmar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody gains or loses access.</source>
        <extracomment>What a change of access comes to: nothing.</extracomment>
        <translation>Nadie obtiene ni pierde acceso.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) join and can read everything the group can: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n persona se incorpora y puede leer todo lo que puede leer el grupo: %1.</numerusform>
            <numerusform>%n personas se incorporan y pueden leer todo lo que puede leer el grupo: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are encrypted for them.</source>
        <extracomment>What a change of a group comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secreto se cifra para los nuevos miembros.</numerusform>
            <numerusform>%n secretos se cifran para los nuevos miembros.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) leave the group: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n persona deja el grupo: %1.</numerusform>
            <numerusform>%n personas dejan el grupo: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only who manages the group changes.</source>
        <extracomment>What a change of a group comes to.</extracomment>
        <translation>Solo cambia quién es responsable del grupo.</translation>
    </message>
    <message>
        <source>%1 created it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 lo creó</translation>
    </message>
    <message>
        <source>%1 opened it</source>
        <extracomment>What somebody did with a secret: looked at the values. %1 is a person.</extracomment>
        <translation>%1 lo abrió</translation>
    </message>
    <message>
        <source>%1 changed it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 lo modificó</translation>
    </message>
    <message>
        <source>%1 changed who has access</source>
        <extracomment>What somebody did with a secret: changed who has access. %1 is a person.</extracomment>
        <translation>%1 cambió quién tiene acceso</translation>
    </message>
    <message>
        <source>%1 moved it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 lo movió</translation>
    </message>
    <message>
        <source>%1 deleted it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 lo eliminó</translation>
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
            <numerusform>%n elemento del contenido que usted no puede compartir se queda como está.</numerusform>
            <numerusform>%n elementos del contenido que usted no puede compartir se quedan como están.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever is in the group “%1”, now or later: “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>Quien esté en el grupo «%1», ahora o más adelante: «%2».</translation>
    </message>
    <message>
        <source>The group “%1” loses “%2”: whoever joins it later gains nothing.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>El grupo «%1» pierde «%2»: quien se una más adelante no obtiene nada.</translation>
    </message>
    <message>
        <source>%1 gains “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 obtiene «%2».</translation>
    </message>
    <message>
        <source>%1 loses “%2”, but has access through a group.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 pierde «%2», pero tiene acceso mediante un grupo.</translation>
    </message>
    <message>
        <source>Can be mistaken for another: look twice</source>
        <extracomment>Beside a person or a group that could be given access.</extracomment>
        <translation>Puede confundirse con otro: mire dos veces</translation>
    </message>
</context>
<context>
    <name>PicturePicker</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</source>
        <extracomment>File type and last entry of the file type list in a file dialog</extracomment>
        <translation>Imágenes (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Picture with a QR code</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>Imagen con un código QR</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>Shared with everyone there</source>
        <extracomment>Below the folder a new secret goes to</extracomment>
        <translation>Compartido con todos los que tienen acceso</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Label of the folder a new secret goes to</extracomment>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <extracomment>Accessible name of the button that chooses another folder for a new secret. %1 is the one it goes to</extracomment>
        <translation>Carpeta: %1</translation>
    </message>
    <message>
        <source>No folder, at the top</source>
        <extracomment>In place of a folder&apos;s name: a new secret goes to none</extracomment>
        <translation>Ninguna carpeta, en la raíz</translation>
    </message>
</context>
<context>
    <name>PlaceSheet</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Find a folder</source>
        <extracomment>Label of the field that narrows a list of folders</extracomment>
        <translation>Buscar una carpeta</translation>
    </message>
    <message>
        <source>Folders</source>
        <extracomment>Accessible name of the list of folders something can be put in</extracomment>
        <translation>Carpetas</translation>
    </message>
    <message>
        <source>No folder fits.</source>
        <extracomment>In place of a list of folders</extracomment>
        <translation>Ninguna carpeta coincide.</translation>
    </message>
</context>
<context>
    <name>ProgramAccess</name>
    <message>
        <source>Coffret is locked. Unlock it first, or say --unlock.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. --unlock is an option and stays as it is.</extracomment>
        <translation>Coffret está bloqueado. Desbloquéelo primero, o indique --unlock.</translation>
    </message>
    <message>
        <source>The account “%1” is not open.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the name of an account.</extracomment>
        <translation>La cuenta «%1» no está abierta.</translation>
    </message>
    <message>
        <source>There is nothing at “%1”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>No hay nada en «%1».</translation>
    </message>
    <message>
        <source>Several secrets are called “%1”:</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the end of a path; the whole paths follow.</extracomment>
        <translation>Varios secretos se llaman «%1»:</translation>
    </message>
    <message>
        <source>“%1” has no main value. Name a field.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>«%1» no tiene valor principal. Indique un campo.</translation>
    </message>
    <message>
        <source>“%1” has no field “%2”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret, %2 what somebody takes for a field of it.</extracomment>
        <translation>«%1» no tiene el campo «%2».</translation>
    </message>
    <message>
        <source>“%1” has no one-time code.</source>
        <extracomment>In a terminal, from &quot;coffret otp&quot;. %1 is the path of a secret.</extracomment>
        <translation>«%1» no tiene código de un solo uso.</translation>
    </message>
    <message>
        <source>That was refused in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person said no in Coffret&apos;s window.</extracomment>
        <translation>Se ha rechazado en la ventana de Coffret.</translation>
    </message>
    <message>
        <source>Nobody answered the question in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person was asked in Coffret&apos;s window.</extracomment>
        <translation>Nadie respondió a la pregunta en la ventana de Coffret.</translation>
    </message>
    <message>
        <source>Too many programs ask at once. Try again later.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Demasiados programas consultan a la vez. Inténtelo de nuevo más tarde.</translation>
    </message>
    <message>
        <source>The value of “%1” is larger than 1 MiB.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>El valor de «%1» es más grande que 1 MiB.</translation>
    </message>
    <message>
        <source>%1 Say --unverified to take it all the same.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is a sentence about the signature. --unverified stays as it is.</extracomment>
        <translation>%1 Indique --unverified para aceptar el valor de todos modos.</translation>
    </message>
    <message>
        <source>A program that cannot be identified</source>
        <extracomment>Stands where the name of a program does.</extracomment>
        <translation>Un programa no identificable</translation>
    </message>
    <message>
        <source>process %1</source>
        <extracomment>Of a program that runs. %1 is its number.</extracomment>
        <translation>proceso %1</translation>
    </message>
    <message>
        <source>started by %1</source>
        <extracomment>Of a program that runs. %1 are the programs it was started by, the nearest first.</extracomment>
        <translation>iniciado por %1</translation>
    </message>
    <message>
        <source>Main value</source>
        <extracomment>Beside the path of a secret that another program wants: the program named none of its fields</extracomment>
        <translation>Valor principal</translation>
    </message>
    <message>
        <source>Coffret to be unlocked</source>
        <extracomment>In the list of what another program wants, while Coffret is locked</extracomment>
        <translation>Desbloquear Coffret</translation>
    </message>
</context>
<context>
    <name>ProgramAccessSheet</name>
    <message>
        <source>Allow it only if you have just started something that needs this.</source>
        <extracomment>Below the names of secrets that another program wants</extracomment>
        <translation>Permítalo solo si acaba de iniciar algo que lo necesita.</translation>
    </message>
    <message>
        <source>Coffret cannot tell which program this is. Allow it only if you have just started something that needs this.</source>
        <translation>Coffret no puede determinar qué programa es. Permítalo solo si acaba de iniciar algo que lo necesita.</translation>
    </message>
    <message>
        <source>Refused in %1 s</source>
        <extracomment>Beside the buttons while a question waits for an answer. %1 is a number of seconds</extracomment>
        <translation>Se rechaza en %1 s</translation>
    </message>
    <message>
        <source>%1 wants the names of your secrets</source>
        <extracomment>Heading of the question whether another program may have secrets. %1 is its name: values, or only names</extracomment>
        <translation>%1 quiere conocer los nombres de sus secretos</translation>
    </message>
    <message>
        <source>%1 wants to read secrets</source>
        <translation>%1 quiere leer secretos</translation>
    </message>
    <message>
        <source>Refuse</source>
        <extracomment>Button: another program gets no secrets</extracomment>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Allow once</source>
        <extracomment>Button: another program gets what it wants this time</extracomment>
        <translation>Permitir una vez</translation>
    </message>
    <message>
        <source>Allow everything until Coffret locks</source>
        <extracomment>Button: another program gets every secret it wants until Coffret locks</extracomment>
        <translation>Permitir todo hasta que Coffret se bloquee</translation>
    </message>
    <message>
        <source>What it wants</source>
        <extracomment>Accessible name of the list of what another program wants</extracomment>
        <translation>Lo que quiere el programa</translation>
    </message>
    <message>
        <source>Time left</source>
        <extracomment>Accessible name of a bar that shows how much time is left for an answer</extracomment>
        <translation>Tiempo restante</translation>
    </message>
</context>
<context>
    <name>QrButton</name>
    <message>
        <source>Read a QR code</source>
        <extracomment>Name of the button that offers to take a key from a QR code</extracomment>
        <translation>Leer un código QR</translation>
    </message>
    <message>
        <source>From the screen…</source>
        <extracomment>Menu: where a QR code is; asks for a part of the screen</extracomment>
        <translation>Desde la pantalla…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <extracomment>Menu: where a QR code is</extracomment>
        <translation>Desde el portapapeles</translation>
    </message>
    <message>
        <source>From a picture file…</source>
        <extracomment>Menu: where a QR code is; opens a file dialog</extracomment>
        <translation>Desde un archivo de imagen…</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>Remove from search: %1</source>
        <extracomment>Accessible name of a chip below the search field. %1 is what the search asks for, as &quot;Favourites&quot; or &quot;In Finance&quot;</extracomment>
        <translation>Quitar de la búsqueda: %1</translation>
    </message>
</context>
<context>
    <name>QueryChips</name>
    <message>
        <source>What the search asks for</source>
        <extracomment>Accessible name of the row of chips below the search field</extracomment>
        <translation>Qué pide la búsqueda</translation>
    </message>
</context>
<context>
    <name>QuickActions</name>
    <message>
        <source>Actions</source>
        <extracomment>Name of the list of what can be done with a secret, in the quick lookup</extracomment>
        <translation>Acciones</translation>
    </message>
</context>
<context>
    <name>QuickFooter</name>
    <message>
        <source>copy</source>
        <translation>copiar</translation>
    </message>
    <message>
        <source>open</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>abrir</translation>
    </message>
    <message>
        <source>close</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>cerrar</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <extracomment>Keys, as they are printed on keyboards.</extracomment>
        <translation>Ctrl+Intro</translation>
    </message>
    <message>
        <source>do it</source>
        <extracomment>What a key does, at the foot of the quick lookup: copies what was found, or does what is listed</extracomment>
        <translation>hacer</translation>
    </message>
    <message>
        <source>back</source>
        <extracomment>What a key does, at the foot of the quick lookup: lists what else can be done, or goes back from there</extracomment>
        <translation>volver</translation>
    </message>
    <message>
        <source>more</source>
        <translation>más</translation>
    </message>
    <message>
        <source>Tab</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Tab</translation>
    </message>
    <message>
        <source>account</source>
        <extracomment>What a key does, at the foot of the quick lookup: looks in one account only</extracomment>
        <translation>cuenta</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>choose</source>
        <extracomment>What a key does, at the foot of the quick lookup: chooses the first of those that are only similar to what was typed</extracomment>
        <translation>elegir</translation>
    </message>
</context>
<context>
    <name>QuickList</name>
    <message>
        <source>Results</source>
        <extracomment>Name of the result list in the quick lookup</extracomment>
        <translation>Resultados</translation>
    </message>
</context>
<context>
    <name>QuickLookup</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Title of the quick lookup window
----------
Name of the field in the quick lookup</extracomment>
        <translation>Búsqueda rápida</translation>
    </message>
    <message>
        <source>Type a name, user or address</source>
        <extracomment>Hint in the empty field of the quick lookup</extracomment>
        <translation>Escriba un nombre, un usuario o una dirección</translation>
    </message>
</context>
<context>
    <name>ReaderRow</name>
    <message>
        <source>Compared</source>
        <extracomment>State of a key: the user has just said that it is right</extracomment>
        <translation>Comparada</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <extracomment>Button beside a person in a list. %1 is the name</extracomment>
        <translation>Quitar a %1 de la lista</translation>
    </message>
    <message>
        <source>This name or address can be mistaken for another person&apos;s. Look twice.</source>
        <extracomment>Warning beside a person&apos;s name</extracomment>
        <translation>Este nombre o esta dirección pueden confundirse con los de otra persona. Fíjese bien.</translation>
    </message>
    <message>
        <source>Known</source>
        <extracomment>Before the fingerprint of the key somebody had until now</extracomment>
        <translation>Conocida</translation>
    </message>
    <message>
        <source>The key you know</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>La clave que usted conoce</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>Before the fingerprint of the key somebody has now</extracomment>
        <translation>Actual</translation>
    </message>
    <message>
        <source>The key shown now</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>La clave presentada ahora</translation>
    </message>
    <message>
        <source>I have compared this with %1</source>
        <extracomment>Below a fingerprint. %1 is a person&apos;s name</extracomment>
        <translation>He comparado esta huella con %1</translation>
    </message>
    <message>
        <source>%1 says the new key is right</source>
        <extracomment>Button below two fingerprints. %1 is a person&apos;s name</extracomment>
        <translation>%1 confirma la nueva clave</translation>
    </message>
</context>
<context>
    <name>ReadersSheet</name>
    <message>
        <source>Compare each fingerprint with its owner, by telephone or side by side. Whoever is wrong here could read along.</source>
        <extracomment>Under the heading of the question whose keys these are</extracomment>
        <translation>Compare cada huella digital con su titular, por teléfono o en persona. Una clave equivocada permitiría a un tercero leer.</translation>
    </message>
    <message>
        <source>I compared all of them</source>
        <extracomment>Button: says of every key that it was compared</extracomment>
        <translation>Las he comparado todas</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>RecipientRow</name>
    <message>
        <source>Leave out %1</source>
        <extracomment>Name of the button that takes somebody out of the list of who can open a file. %1 is a person</extracomment>
        <translation>Dejar fuera a %1</translation>
    </message>
</context>
<context>
    <name>RemoveAccountSheet</name>
    <message>
        <source>Coffret signs out and forgets on this computer what it kept of this account: its settings, its token or remembered second factor, the fingerprints of colleagues you accepted, and what was noted of signatures. Nothing changes at the server, and your own keys stay.</source>
        <extracomment>Below the question before an account is removed</extracomment>
        <translation>Coffret cierra la sesión y olvida en este equipo lo que conservaba de esta cuenta: su configuración, su token o segundo factor recordado, las huellas de colegas que usted aceptó y lo anotado sobre firmas. En el servidor no cambia nada, y sus propias claves permanecen.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons while an account is being removed</extracomment>
        <translation>Cerrando sesión…</translation>
    </message>
    <message>
        <source>Remove “%1” from this computer?</source>
        <extracomment>Heading of the question before an account is removed. %1 is its name</extracomment>
        <translation>¿Quitar «%1» de este equipo?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>Button: takes an account off this computer</extracomment>
        <translation>Quitar</translation>
    </message>
</context>
<context>
    <name>RevealTimer</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>Seguir mostrando</translation>
    </message>
</context>
<context>
    <name>RevisionField</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is decrypted</extracomment>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on an earlier value. %1 is its label</extracomment>
        <translation>Ocultar: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Mostrar: %1</translation>
    </message>
</context>
<context>
    <name>RevisionRow</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of values while they are fetched and decrypted</extracomment>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>The one-time code of that time is not shown. Editing with these values keeps the present one.</source>
        <extracomment>Below the earlier values of a secret that had a one-time code then</extracomment>
        <translation>El código de un solo uso de entonces no se muestra. Al editar con estos valores se conserva el actual.</translation>
    </message>
    <message>
        <source>Edit with these values</source>
        <extracomment>Button: begins an edit with these earlier values</extracomment>
        <translation>Editar con estos valores</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <extracomment>Under an earlier state of a secret&apos;s values. %2 is a person, %1 a moment</extracomment>
        <translation>%2, %1</translation>
    </message>
    <message>
        <source>expanded</source>
        <extracomment>Said of an earlier state of a secret&apos;s values: its fields are shown below it, or not</extracomment>
        <translation>desplegado</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>plegado</translation>
    </message>
</context>
<context>
    <name>RevisionTexts</name>
    <message>
        <source>Being changed on the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has not taken them over yet.</extracomment>
        <translation>En proceso de cambio en el sistema de destino</translation>
    </message>
    <message>
        <source>Confirmed by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has taken them over.</extracomment>
        <translation>Confirmados por el sistema de destino</translation>
    </message>
    <message>
        <source>Confirmed by the target system, %1</source>
        <translation>Confirmados por el sistema de destino, %1</translation>
    </message>
    <message>
        <source>Rejected by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open did not take them over.</extracomment>
        <translation>Rechazados por el sistema de destino</translation>
    </message>
    <message>
        <source>Rejected by the target system, %1</source>
        <translation>Rechazados por el sistema de destino, %1</translation>
    </message>
    <message>
        <source>Current values</source>
        <extracomment>The values a secret has now, in the list of its earlier ones.</extracomment>
        <translation>Valores actuales</translation>
    </message>
    <message>
        <source>Earlier values</source>
        <extracomment>Values that a secret had before, in a list of such.</extracomment>
        <translation>Valores anteriores</translation>
    </message>
    <message>
        <source>Values until %1</source>
        <extracomment>Values that a secret had before, in a list of such. %1 is the moment when others took their place, for example &quot;2 min ago&quot; or &quot;12 Mar 2024&quot;.</extracomment>
        <translation>Valores hasta %1</translation>
    </message>
</context>
<context>
    <name>RightMenu</name>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder</extracomment>
        <translation>Puede leer</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: change, move, delete</extracomment>
        <translation>Puede editar</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: decide who has access</extracomment>
        <translation>Propietario</translation>
    </message>
    <message>
        <source>The only owner has to stay</source>
        <extracomment>Menu: takes somebody&apos;s access away, or gives it back; the first when they are the only owner</extracomment>
        <translation>El único propietario debe quedarse</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>Sin acceso</translation>
    </message>
    <message>
        <source>Take access away</source>
        <translation>Retirar el acceso</translation>
    </message>
</context>
<context>
    <name>ScopeChoice</name>
    <message>
        <source>What</source>
        <extracomment>Label of a choice: which secrets are exported</extracomment>
        <translation>Qué</translation>
    </message>
</context>
<context>
    <name>SealingPeople</name>
    <message>
        <source>Who else can read them</source>
        <extracomment>Heading above the people whom values are encrypted for, besides the user</extracomment>
        <translation>Quién más puede leerlos</translation>
    </message>
    <message>
        <source>Nobody but you.</source>
        <extracomment>In place of a list of people</extracomment>
        <translation>Nadie más que usted.</translation>
    </message>
    <message>
        <source>Add somebody from your GnuPG keyring</source>
        <extracomment>In the field that looks people up in the user&apos;s GnuPG keyring</extracomment>
        <translation>Añadir a alguien de su llavero de GnuPG</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.key)</source>
        <extracomment>Kind of files in a file dialog</extracomment>
        <translation>Claves públicas (*.asc *.gpg *.key)</translation>
    </message>
    <message>
        <source>Or add somebody by a file with their public key</source>
        <extracomment>Label of a field for the path of a file</extracomment>
        <translation>O añadir a alguien mediante un archivo con su clave pública</translation>
    </message>
</context>
<context>
    <name>SealingSheet</name>
    <message>
        <source>Sealed values are encrypted and signed with OpenPGP before they leave, so that the server cannot read them; names, user names and descriptions stay readable for it.</source>
        <extracomment>Under the heading of the sheet about encrypting values with OpenPGP</extracomment>
        <translation>Los valores sellados se cifran y firman con OpenPGP antes de salir, de modo que el servidor no pueda leerlos; los nombres, nombres de usuario y descripciones siguen siendo legibles para él.</translation>
    </message>
    <message>
        <source>Seal values of “%1”</source>
        <extracomment>Heading of the sheet about encrypting values with OpenPGP. %1 is the name of an account</extracomment>
        <translation>Sellar los valores de «%1»</translation>
    </message>
    <message>
        <source>Unseal existing values…</source>
        <extracomment>Button: everything that was encrypted is written in the clear again, after a question</extracomment>
        <translation>Quitar el sellado existente…</translation>
    </message>
    <message>
        <source>Seal existing values…</source>
        <extracomment>Button: everything that is in the clear is encrypted, after a question</extracomment>
        <translation>Sellar los valores existentes…</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Seal new and changed values of this account</source>
        <extracomment>Turns on that values are encrypted with OpenPGP</extracomment>
        <translation>Sellar los valores nuevos y modificados de esta cuenta</translation>
    </message>
    <message>
        <source>Your key, which signs and can always read</source>
        <extracomment>Heading above the user&apos;s OpenPGP keys</extracomment>
        <translation>Su clave, que firma y siempre puede leer</translation>
    </message>
    <message>
        <source>Reading your GnuPG keyring…</source>
        <extracomment>In place of the user&apos;s OpenPGP keys, while they are read, or when there is none</extracomment>
        <translation>Leyendo su llavero de GnuPG…</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>No hay ninguna clave OpenPGP suya en este equipo.</translation>
    </message>
</context>
<context>
    <name>SealingTexts</name>
    <message numerus="yes">
        <source>The values of %n secret(s) are written in the clear.</source>
        <extracomment>What taking the encryption back comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Los valores de %n secreto se escriben sin cifrar.</numerusform>
            <numerusform>Los valores de %n secretos se escriben sin cifrar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever runs the server can read them then, and nobody&apos;s signature is on them.</source>
        <extracomment>What taking the encryption back comes to.</extracomment>
        <translation>Quien administra el servidor podrá entonces leerlos, y no llevarán la firma de nadie.</translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you alone.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Los valores de %n secreto se cifran solo para usted.</numerusform>
            <numerusform>Los valores de %n secretos se cifran solo para usted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you and %1.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets, %1 are names of people.</extracomment>
        <translation>
            <numerusform>Los valores de %n secreto se cifran para usted y %1.</numerusform>
            <numerusform>Los valores de %n secretos se cifran para usted y %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are signed with your key as they are on the server now.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>Se firman con su clave tal como están ahora en el servidor.</translation>
    </message>
    <message>
        <source>The server, and programs that fetch values from it, can no longer use them. Names, user names and descriptions stay readable.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>El servidor, y los programas que obtienen valores de él, ya no podrán usarlos. Los nombres, nombres de usuario y descripciones siguen siendo legibles.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secreto ya está así.</numerusform>
            <numerusform>%n secretos ya están así.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secreto que usted no puede modificar se queda como está.</numerusform>
            <numerusform>%n secretos que usted no puede modificar se quedan como están.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) need approval or a check-out and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secreto requiere aprobación o préstamo y se queda como está.</numerusform>
            <numerusform>%n secretos requieren aprobación o préstamo y se quedan como están.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) would become too long for the server.</source>
        <extracomment>What sealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secreto resultaría demasiado largo para el servidor.</numerusform>
            <numerusform>%n secretos resultarían demasiado largos para el servidor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) hold what nobody vouches for: look at them and save them yourself.</source>
        <extracomment>What sealing or unsealing comes to: nobody known has signed what they hold. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Nadie avala el contenido de %n secreto: examínelo y guárdelo usted.</numerusform>
            <numerusform>Nadie avala el contenido de %n secretos: examínelos y guárdelos usted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be read.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n secreto no se pudo leer.</numerusform>
            <numerusform>%n secretos no se pudieron leer.</numerusform>
        </translation>
    </message>
    <message>
        <source>This account holds no secrets.</source>
        <extracomment>Instead of sealing or unsealing.</extracomment>
        <translation>Esta cuenta no contiene secretos.</translation>
    </message>
    <message>
        <source>Seal existing values?</source>
        <extracomment>Headings of the questions before the values of an account are encrypted with OpenPGP, or no longer.</extracomment>
        <translation>¿Sellar los valores existentes?</translation>
    </message>
    <message>
        <source>Unseal all values?</source>
        <translation>¿Quitar el sellado de todos los valores?</translation>
    </message>
    <message>
        <source>Seal values</source>
        <extracomment>Buttons: encrypts values with OpenPGP, or writes them in the clear.</extracomment>
        <translation>Sellar valores</translation>
    </message>
    <message>
        <source>Unseal values</source>
        <translation>Quitar sellado</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <extracomment>Name of the button that empties the search field</extracomment>
        <translation>Borrar la búsqueda</translation>
    </message>
</context>
<context>
    <name>SecondFactorSheet</name>
    <message>
        <source>It offers no way that Coffret knows. Sign in with a browser, or ask whoever runs the server.</source>
        <extracomment>Under the heading of the question for a second factor</extracomment>
        <translation>No ofrece ningún método que Coffret conozca. Inicie sesión con un navegador o pregunte a quien administra el servidor.</translation>
    </message>
    <message>
        <source>Duo asks in your browser. When it is done, paste the address the browser ended at.</source>
        <translation>Duo pregunta en su navegador. Cuando termine, pegue la dirección en la que acabó el navegador.</translation>
    </message>
    <message>
        <source>Put the keyboard into the field and touch your YubiKey.</source>
        <translation>Sitúe el cursor en el campo y toque su YubiKey.</translation>
    </message>
    <message>
        <source>Type the code your authenticator app shows now.</source>
        <translation>Escriba el código que muestra ahora su aplicación de autenticación.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>Beside the buttons while the server checks an answer</extracomment>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>%1 asks for a second factor</source>
        <extracomment>Heading of the question for a second factor. %1 is the name of an account</extracomment>
        <translation>%1 pide un segundo factor</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: does not sign in</extracomment>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Sign in</source>
        <extracomment>Button: answers the question for a second factor</extracomment>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of the field for a one-time code</extracomment>
        <translation>Código de un solo uso</translation>
    </message>
    <message>
        <source>YubiKey</source>
        <extracomment>Label of the field a YubiKey writes into</extracomment>
        <translation>YubiKey</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <extracomment>Button: goes on in the browser</extracomment>
        <translation>Abrir el navegador</translation>
    </message>
    <message>
        <source>Address from the browser</source>
        <extracomment>Label of the field for the address the browser ended at</extracomment>
        <translation>Dirección del navegador</translation>
    </message>
    <message>
        <source>Do not ask again on this computer for a month</source>
        <extracomment>Below the field for a second factor</extracomment>
        <translation>No volver a preguntar en este equipo durante un mes</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hidden</source>
        <extracomment>Said of a field of a form whose value is masked</extracomment>
        <translation>Valor oculto</translation>
    </message>
    <message>
        <source>Show %1</source>
        <extracomment>Name of the button on a field of a form. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Mostrar: %1</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>Ocultar: %1</translation>
    </message>
</context>
<context>
    <name>SecretList</name>
    <message>
        <source>Secrets</source>
        <extracomment>Accessible name of the list of secrets</extracomment>
        <translation>Secretos</translation>
    </message>
</context>
<context>
    <name>SecretMarkers</name>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>El acceso debe aprobarse antes</translation>
    </message>
    <message>
        <source>Has a one-time code</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Tiene un código de un solo uso</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Favorito</translation>
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
        <translation>Editar</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Mover a…</translation>
    </message>
    <message>
        <source>Add tag…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Añadir etiqueta…</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>Comparar entornos…</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>Definir valor en entornos…</translation>
    </message>
    <message>
        <source>Expires in 90 days</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Caduca en 90 días</translation>
    </message>
    <message>
        <source>Mark as expired</source>
        <extracomment>Menu of a secret: its value should be replaced at once</extracomment>
        <translation>Marcar como caducado</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire</extracomment>
        <translation>No hay ningún día definido</translation>
    </message>
    <message>
        <source>Never expires</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>No caduca nunca</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>Key that deletes, in a menu</extracomment>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <extracomment>Key that shows a value in large type, in a menu</extracomment>
        <translation>Ctrl+Mayús+L</translation>
    </message>
    <message>
        <source>Large type</source>
        <extracomment>Menu of a secret: shows its value very big, each character with its number</extracomment>
        <translation>Mostrar en letra grande</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Q</source>
        <extracomment>Key that shows a value as a QR code, in a menu</extracomment>
        <translation>Ctrl+Mayús+Q</translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <extracomment>Menu of a secret: shows its value as a QR code, for a camera</extracomment>
        <translation>Mostrar como código QR</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <extracomment>Key that duplicates, in a menu</extracomment>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <extracomment>Menu of a secret: begins a new one that holds the same</extracomment>
        <translation>Duplicar…</translation>
    </message>
</context>
<context>
    <name>ServerIdentitySheet</name>
    <message>
        <source>Either it was renewed, or somebody stands between you and the server. Nothing is sent until you know which. Ask whoever runs the server for the new fingerprint, over another way than this server.</source>
        <extracomment>Below the heading, when a server&apos;s key or certificate is another one than before</extracomment>
        <translation>O bien se ha renovado, o bien alguien se interpone entre usted y el servidor. No se envía nada hasta que sepa cuál es el caso. Pida la nueva huella a quien administra el servidor, por una vía distinta de este servidor.</translation>
    </message>
    <message>
        <source>“%1” shows another certificate</source>
        <extracomment>Heading, when a server&apos;s key or certificate is another one than before. %1 is the name of an account</extracomment>
        <translation>«%1» presenta otro certificado</translation>
    </message>
    <message>
        <source>“%1” shows another OpenPGP key</source>
        <translation>«%1» presenta otra clave OpenPGP</translation>
    </message>
    <message>
        <source>Do not sign in</source>
        <extracomment>Button: a server&apos;s new fingerprint is not accepted</extracomment>
        <translation>No iniciar sesión</translation>
    </message>
    <message>
        <source>Compare and sign in</source>
        <extracomment>Button: compares what was typed, and accepts a server&apos;s new fingerprint if it agrees</extracomment>
        <translation>Comparar e iniciar sesión</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint that was accepted before</extracomment>
        <translation>Aceptada anteriormente</translation>
    </message>
    <message>
        <source>Shown now</source>
        <extracomment>Above the fingerprint that the server shows now</extracomment>
        <translation>Presentada ahora</translation>
    </message>
    <message>
        <source>Paste the fingerprint you were told, not the one shown above. If both agree, it is accepted from now on.</source>
        <extracomment>Help under the field for a server&apos;s new fingerprint</extracomment>
        <translation>Pegue la huella que le comunicaron, no la que se muestra arriba. Si ambas coinciden, se acepta a partir de ahora.</translation>
    </message>
    <message>
        <source>Fingerprint you were told</source>
        <extracomment>Label of the field for a server&apos;s new fingerprint</extracomment>
        <translation>Huella que le comunicaron</translation>
    </message>
</context>
<context>
    <name>ServerStep</name>
    <message>
        <source>Link from an e-mail</source>
        <extracomment>Label of the server address field; of the same field when a link is asked for</extracomment>
        <translation>Enlace de un correo</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Dirección del servidor</translation>
    </message>
    <message>
        <source>Passbolt sends one to set an account up, and one to get back to it. Whoever has the link can do that, so Coffret keeps it only until it is used.</source>
        <translation>Passbolt envía uno para configurar una cuenta y otro para recuperar el acceso a ella. Quien tenga el enlace puede hacerlo, así que Coffret solo lo conserva hasta que se usa.</translation>
    </message>
    <message>
        <source>Coffret talks HTTPS only and checks the server&apos;s certificate before anything else.</source>
        <translation>Coffret se comunica solo por HTTPS y comprueba el certificado del servidor antes que nada.</translation>
    </message>
    <message>
        <source>Paste the link</source>
        <translation>Pegue el enlace</translation>
    </message>
    <message>
        <source>Which server?</source>
        <translation>¿Qué servidor?</translation>
    </message>
    <message>
        <source>A link from a Passbolt e-mail can be pasted here too.</source>
        <extracomment>Help under the server address field</extracomment>
        <translation>Aquí también se puede pegar un enlace de un correo de Passbolt.</translation>
    </message>
    <message>
        <source>https://vault.example.com</source>
        <extracomment>Example in the server address field; keep the address</extracomment>
        <translation>https://vault.example.com</translation>
    </message>
    <message>
        <source>Link to get back to your account</source>
        <extracomment>What was recognised in the pasted text</extracomment>
        <translation>Enlace para recuperar el acceso a su cuenta</translation>
    </message>
    <message>
        <source>Link to set up your account</source>
        <translation>Enlace para configurar su cuenta</translation>
    </message>
    <message>
        <source>Use another</source>
        <extracomment>Button that forgets the pasted link</extracomment>
        <translation>Usar otro</translation>
    </message>
    <message>
        <source>The link names it. Nothing is sent there before you go on.</source>
        <extracomment>Sentence under the heading of the address screen; once a link was taken; when one is asked for</extracomment>
        <translation>El enlace lo indica. Nada se envía allí antes de que continúe.</translation>
    </message>
    <message>
        <source>Is this the server?</source>
        <extracomment>Heading of the screen that asks for the server&apos;s address; once a link was taken; when one is asked for</extracomment>
        <translation>¿Es este el servidor?</translation>
    </message>
</context>
<context>
    <name>ServerSteps</name>
    <message>
        <source>Expanded</source>
        <extracomment>What a screen reader says of a heading that shows or hides what is below it</extracomment>
        <translation>Desplegado</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>Plegado</translation>
    </message>
    <message>
        <source>If something does not work on your server</source>
        <extracomment>Heading above what can be switched off for servers that do not offer it</extracomment>
        <translation>Si algo no funciona en su servidor</translation>
    </message>
    <message>
        <source>Not every server offers all of these. Switch off what yours does not do. What it refused before is tried again after saving.</source>
        <extracomment>Above what can be switched off for servers that do not offer it</extracomment>
        <translation>No todos los servidores ofrecen todo esto. Desactive lo que el suyo no haga. Lo que rechazó antes se intenta de nuevo después de guardar.</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>A choice in the settings: Coffret does not lock by itself.</extracomment>
        <translation>Nunca</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
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
        <translation>Otro programa ya tiene estas teclas. Elija otras.</translation>
    </message>
    <message>
        <source>Choose a letter, a digit or Space together with Ctrl, Alt or Meta, or a function key.</source>
        <extracomment>Below a setting: why chosen keys do not work. The names are those of keys.</extracomment>
        <translation>Elija una letra, una cifra o Espacio junto con Ctrl, Alt o Meta, o una tecla de función.</translation>
    </message>
    <message>
        <source>This desktop gives its keys to no program. In its own settings, let a shortcut start “coffret --quick”.</source>
        <extracomment>Below a setting: why keys do not work. The words in quotes are a command.</extracomment>
        <translation>Este escritorio no cede sus teclas a ningún programa. En sus propios ajustes, haga que un atajo inicie «coffret --quick».</translation>
    </message>
    <message>
        <source>The desktop does not give these keys. Allow them in its own settings, or choose others here.</source>
        <extracomment>Below a setting: why chosen keys do not work.</extracomment>
        <translation>El escritorio no cede estas teclas. Permítalas en sus propios ajustes, o elija otras aquí.</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Changes work at once and are kept.</source>
        <extracomment>Beside the buttons of the settings</extracomment>
        <translation>Los cambios se aplican de inmediato y se conservan.</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Heading of the settings</extracomment>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Search settings</source>
        <extracomment>Name of the field that searches the settings</extracomment>
        <translation>Buscar en la configuración</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty field that searches the settings</extracomment>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Settings of one account are in its options.</source>
        <extracomment>In place of the settings</extracomment>
        <translation>Los ajustes de una sola cuenta están en sus opciones.</translation>
    </message>
    <message>
        <source>No setting is about that</source>
        <extracomment>In place of the settings</extracomment>
        <translation>Ningún ajuste trata de eso</translation>
    </message>
</context>
<context>
    <name>SetupFooter</name>
    <message>
        <source>Import and sign in</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Importar e iniciar sesión</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Working…</source>
        <extracomment>Beside the button while the program waits for the server or for gpg</extracomment>
        <translation>En curso…</translation>
    </message>
    <message>
        <source>Not with another key than the one in your account kit</source>
        <extracomment>Beside the button that goes on, which cannot be pressed</extracomment>
        <translation>No con una clave distinta de la de su kit de cuenta</translation>
    </message>
    <message>
        <source>Show my secrets</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Mostrar mis secretos</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
</context>
<context>
    <name>SharedKeySheet</name>
    <message>
        <source>Names and details of shared secrets are encrypted for this key. Whoever made it can read all that is written with it, so compare its fingerprint with an administrator, over another way than this server.</source>
        <extracomment>Below the heading, when the server names a new shared key</extracomment>
        <translation>Los nombres y detalles de los secretos compartidos se cifran para esta clave. Quien la creó puede leer todo lo que se escribe con ella, así que compare su huella con un administrador, por una vía distinta de este servidor.</translation>
    </message>
    <message>
        <source>A new shared key</source>
        <extracomment>Heading, when the server names a new shared key</extracomment>
        <translation>Una nueva clave compartida</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: a new shared key is not accepted</extracomment>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Accept</source>
        <extracomment>Button: accepts a new shared key</extracomment>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint of the shared key that was accepted before</extracomment>
        <translation>Aceptada anteriormente</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Above the fingerprint of a new shared key</extracomment>
        <translation>Nueva</translation>
    </message>
    <message>
        <source>I compared the new fingerprint with an administrator</source>
        <extracomment>Beside a box to be checked before a new shared key can be accepted</extracomment>
        <translation>He comparado la nueva huella con un administrador</translation>
    </message>
</context>
<context>
    <name>ShowcaseButtons</name>
    <message>
        <source>Copy %1 as…</source>
        <extracomment>Name of the button on a field that offers ways to copy it. %1 is the field&apos;s label, for example Token</extracomment>
        <translation>Copiar «%1» como…</translation>
    </message>
    <message>
        <source>Show %1 as QR code</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Mostrar como código QR: %1</translation>
    </message>
    <message>
        <source>Show %1 in large type</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Mostrar en letra grande: %1</translation>
    </message>
</context>
<context>
    <name>ShowcaseSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a value in large type or a QR code</extracomment>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>This value is too long for a QR code.</source>
        <extracomment>In place of a QR code</extracomment>
        <translation>Este valor es demasiado largo para un código QR.</translation>
    </message>
    <message>
        <source>Show it anyway</source>
        <extracomment>Button: shows a value as a QR code whose signature is missing or not expected</extracomment>
        <translation>Mostrar de todos modos</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>All secrets</source>
        <extracomment>Smart list in the sidebar: every secret of the account.</extracomment>
        <translation>Todos los secretos</translation>
    </message>
    <message>
        <source>Favourites</source>
        <extracomment>Smart list in the sidebar.</extracomment>
        <translation>Favoritos</translation>
    </message>
    <message>
        <source>Recent</source>
        <extracomment>Smart list in the sidebar: the secrets that were changed last.</extracomment>
        <translation>Recientes</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Smart list in the sidebar: secrets that the user has checked out at present.</extracomment>
        <translation>En préstamo</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Smart list in the sidebar: secrets that belong to somebody else.</extracomment>
        <translation>Compartidos conmigo</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Smart list in the sidebar: secrets that have expired or soon will.</extracomment>
        <translation>Caducan pronto</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Smart list in the sidebar: secrets with a signature problem, an unknown type, without a value and so on.</extracomment>
        <translation>Requieren atención</translation>
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
        <translation>Sincronizar ahora</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <extracomment>Key that locks, beside the button&apos;s name</extracomment>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Name of the button that locks every account</extracomment>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Menu</source>
        <extracomment>Name of the button that opens the program&apos;s menu</extracomment>
        <translation>Menú</translation>
    </message>
</context>
<context>
    <name>SidebarHeading</name>
    <message>
        <source>Types</source>
        <extracomment>Headings in the sidebar</extracomment>
        <translation>Tipos</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Carpetas</translation>
    </message>
</context>
<context>
    <name>SidebarRow</name>
    <message numerus="yes">
        <source>%1, %n secret(s)</source>
        <extracomment>Accessible name of a row of the sidebar: its name and how many secrets it holds</extracomment>
        <translation>
            <numerusform>%1, %n secreto</numerusform>
            <numerusform>%1, %n secretos</numerusform>
        </translation>
    </message>
    <message>
        <source>Level %1, %2 of %3</source>
        <extracomment>Accessible description of a row of the tree. %1 is its depth, 1 at the top; it is number %2 of %3 there</extracomment>
        <translation>Nivel %1, %2 de %3</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, expanded</source>
        <extracomment>The same, of a row with others below it that are shown</extracomment>
        <translation>Nivel %1, %2 de %3, desplegado</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, collapsed</source>
        <extracomment>The same, of a row with others below it that are hidden</extracomment>
        <translation>Nivel %1, %2 de %3, contraído</translation>
    </message>
</context>
<context>
    <name>SidebarTree</name>
    <message>
        <source>Lists and folders</source>
        <extracomment>Accessible name of the tree in the sidebar</extracomment>
        <translation>Listas y carpetas</translation>
    </message>
</context>
<context>
    <name>SshKeyFacts</name>
    <message>
        <source>Comment %1</source>
        <extracomment>What a screen reader says before the comment of an SSH key</extracomment>
        <translation>Comentario %1</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <extracomment>What a screen reader says before a fingerprint</extracomment>
        <translation>Huella digital %1</translation>
    </message>
    <message>
        <source>Its type and fingerprint are seen when it is opened.</source>
        <extracomment>In place of an SSH key&apos;s type and fingerprint</extracomment>
        <translation>Su tipo y su huella digital se ven al abrirla.</translation>
    </message>
</context>
<context>
    <name>SshKeyHelper</name>
    <message>
        <source>About this key</source>
        <extracomment>Accessible name of the part of a form that says what a private key is</extracomment>
        <translation>Acerca de esta clave</translation>
    </message>
    <message>
        <source>Looking at the key…</source>
        <extracomment>Under a private key in a form, for a moment</extracomment>
        <translation>Examinando la clave…</translation>
    </message>
    <message>
        <source>Add the passphrase</source>
        <extracomment>Button: a field for the passphrase is added to the form</extracomment>
        <translation>Añadir la frase de contraseña</translation>
    </message>
    <message>
        <source>Servers that have it do not let the private key in.</source>
        <extracomment>After the sentence that the public key in a form belongs to another key</extracomment>
        <translation>Los servidores que tienen esa clave pública no aceptan la clave privada.</translation>
    </message>
    <message>
        <source>The public key below does not belong to this private key.</source>
        <extracomment>About the two halves of an SSH key in a form</extracomment>
        <translation>La clave pública de abajo no corresponde a esta clave privada.</translation>
    </message>
    <message>
        <source>Put in the right one</source>
        <extracomment>Button: the public key that belongs to the private one takes the other&apos;s place</extracomment>
        <translation>Poner la correcta</translation>
    </message>
    <message>
        <source>Its passphrase is removed as well. Nothing is saved yet.</source>
        <extracomment>After the question whether to put the key of a file in the place of another</extracomment>
        <translation>Su frase de contraseña también desaparece. Aún no se ha guardado nada.</translation>
    </message>
    <message>
        <source>Replace the private key that is here by the one in the file?</source>
        <extracomment>Question: a file with a private key was chosen, and the form has one already</extracomment>
        <translation>¿Reemplazar la clave privada que hay aquí por la del archivo?</translation>
    </message>
    <message>
        <source>Replace it</source>
        <extracomment>Button: puts another key in the place of the one in the form</extracomment>
        <translation>Reemplazarla</translation>
    </message>
    <message>
        <source>Keep it</source>
        <extracomment>Button: the key in the form stays</extracomment>
        <translation>Conservarla</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <extracomment>Button: takes a private key from a file</extracomment>
        <translation>Elegir archivo…</translation>
    </message>
    <message>
        <source>Generate key…</source>
        <extracomment>Button: makes a new SSH key</extracomment>
        <translation>Generar clave…</translation>
    </message>
    <message>
        <source>or paste it, or drop its file here</source>
        <extracomment>Beside the buttons that choose or make a private key</extracomment>
        <translation>o péguela, o suelte aquí su archivo</translation>
    </message>
    <message>
        <source>Private keys (id_* *.pem *.key *.ppk)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Claves privadas (id_* *.pem *.key *.ppk)</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>Clave privada</translation>
    </message>
</context>
<context>
    <name>SshKeyPane</name>
    <message>
        <source>SSH key</source>
        <extracomment>Accessible name of the part about an SSH key</extracomment>
        <translation>Clave SSH</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <extracomment>Button: uses a key whose signature is missing or not expected</extracomment>
        <translation>Usarla de todos modos</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <extracomment>Button: does not use a key</extracomment>
        <translation>No usarla</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>Button: copies the public half of an SSH key</extracomment>
        <translation>Copiar clave pública</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>Button: asks for how long a key goes into the SSH agent, whose name is ssh-agent</extracomment>
        <translation>Añadir a ssh-agent…</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>Button: takes a key out of the SSH agent</extracomment>
        <translation>Quitar de ssh-agent</translation>
    </message>
</context>
<context>
    <name>SshKeySheet</name>
    <message>
        <source>It is made on this computer and goes into the form; nothing is saved before you save.</source>
        <extracomment>Under the heading of the sheet that makes an SSH key</extracomment>
        <translation>Se crea en este equipo y pasa al formulario; no se guarda nada hasta que usted guarde.</translation>
    </message>
    <message>
        <source>Generate an SSH key</source>
        <extracomment>Heading of the sheet that makes an SSH key</extracomment>
        <translation>Generar una clave SSH</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Generating…</source>
        <extracomment>Buttons that make an SSH key: while it is made, in the place of another, and else</extracomment>
        <translation>Generando…</translation>
    </message>
    <message>
        <source>Generate and replace</source>
        <translation>Generar y reemplazar</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Generar</translation>
    </message>
    <message>
        <source>Servers that know only the old one do not let the new one in.</source>
        <extracomment>After the sentence that a private key is replaced</extracomment>
        <translation>Los servidores que solo conocen la antigua no aceptan la nueva.</translation>
    </message>
    <message>
        <source>The new key takes the place of the one in the form.</source>
        <extracomment>Warning in the sheet that makes an SSH key</extracomment>
        <translation>La nueva clave ocupa el lugar de la del formulario.</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>Accessible name of the choice of a type of SSH key</extracomment>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Ends the public key, so that people see whose it is.</source>
        <extracomment>Help under the comment of an SSH key that is made</extracomment>
        <translation>Va al final de la clave pública, para que se vea de quién es.</translation>
    </message>
    <message>
        <source>Comment</source>
        <extracomment>Label of the comment of an SSH key that is made</extracomment>
        <translation>Comentario</translation>
    </message>
    <message>
        <source>Optional: encrypts the key once more. It is kept in the passphrase field of this secret.</source>
        <extracomment>Help under the passphrase of an SSH key that is made</extracomment>
        <translation>Opcional: cifra la clave una vez más. Se guarda en el campo de frase de contraseña de este secreto.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of the passphrase of an SSH key that is made</extracomment>
        <translation>Frase de contraseña</translation>
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
        <translation>Huella digital %1</translation>
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
        <translation>Esto no es una clave privada.</translation>
    </message>
    <message>
        <source>Paste all of the file, with its first and last line, or choose the file itself.</source>
        <translation>Pegue todo el archivo, con su primera y su última línea, o elija el propio archivo.</translation>
    </message>
    <message>
        <source>This is the public half of a key.</source>
        <translation>Esto es la mitad pública de una clave.</translation>
    </message>
    <message>
        <source>The private half belongs here: the file of the same name without “.pub”.</source>
        <translation>Aquí va la mitad privada: el archivo del mismo nombre sin «.pub».</translation>
    </message>
    <message>
        <source>This is a certificate, not a private key.</source>
        <translation>Esto es un certificado, no una clave privada.</translation>
    </message>
    <message>
        <source>Choose the private key that the certificate was made for.</source>
        <translation>Elija la clave privada para la que se creó el certificado.</translation>
    </message>
    <message>
        <source>This is an OpenPGP key, not an SSH key.</source>
        <translation>Esto es una clave OpenPGP, no una clave SSH.</translation>
    </message>
    <message>
        <source>Keep it in GnuPG. For SSH, generate a key here or choose another file.</source>
        <translation>Guárdela en GnuPG. Para SSH, genere una clave aquí o elija otro archivo.</translation>
    </message>
    <message>
        <source>This private key is damaged or not complete.</source>
        <translation>Esta clave privada está dañada o incompleta.</translation>
    </message>
    <message>
        <source>Paste all of the file, from its first to its last line.</source>
        <translation>Pegue todo el archivo, desde la primera hasta la última línea.</translation>
    </message>
    <message>
        <source>This is too large for a private key.</source>
        <translation>Esto es demasiado grande para ser una clave privada.</translation>
    </message>
    <message>
        <source>Choose the file that has the key and nothing else.</source>
        <translation>Elija el archivo que contiene la clave y nada más.</translation>
    </message>
    <message>
        <source>This key is of a security key (FIDO), and of no use without it.</source>
        <translation>Esta clave pertenece a una llave de seguridad (FIDO) y no sirve sin ella.</translation>
    </message>
    <message>
        <source>It can be kept here as it is. To use it, load it with ssh-add.</source>
        <translation>Se puede guardar aquí tal cual. Para usarla, cárguela con ssh-add.</translation>
    </message>
    <message>
        <source>This is a DSA key, which SSH does not accept any more.</source>
        <translation>Esto es una clave DSA, que SSH ya no acepta.</translation>
    </message>
    <message>
        <source>Generate an Ed25519 key, and put its public key where the old one was.</source>
        <translation>Genere una clave Ed25519 y ponga su clave pública donde estaba la antigua.</translation>
    </message>
    <message>
        <source>Coffret cannot read this kind of key.</source>
        <translation>Coffret no puede leer este tipo de clave.</translation>
    </message>
    <message>
        <source>It can be kept here as it is. “ssh-keygen -p -f FILE” writes many keys in a form that can be read.</source>
        <translation>Se puede guardar aquí tal cual. «ssh-keygen -p -f ARCHIVO» reescribe muchas claves en un formato legible.</translation>
    </message>
    <message>
        <source>This key is in PuTTY&apos;s format, and puttygen is not installed.</source>
        <translation>Esta clave está en el formato de PuTTY, y puttygen no está instalado.</translation>
    </message>
    <message>
        <source>Install the package putty-tools, then paste the key again.</source>
        <translation>Instale el paquete putty-tools y pegue de nuevo la clave.</translation>
    </message>
    <message>
        <source>This key is encrypted with a passphrase.</source>
        <translation>Esta clave está cifrada con una frase de contraseña.</translation>
    </message>
    <message>
        <source>Enter the passphrase to see that the key is whole.</source>
        <translation>Introduzca la frase de contraseña para comprobar que la clave está íntegra.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <translation>La frase de contraseña no abre la clave privada.</translation>
    </message>
    <message>
        <source>Look for capital letters and the keyboard layout, or whether it belongs to another key.</source>
        <translation>Revise las mayúsculas y la distribución del teclado, y que la frase no sea la de otra clave.</translation>
    </message>
    <message>
        <source>The SSH agent takes no key that asks before each use.</source>
        <translation>El agente SSH no acepta claves que pidan confirmación antes de cada uso.</translation>
    </message>
    <message>
        <source>Add the key without “Confirm each use”, or start the ssh-agent of OpenSSH.</source>
        <translation>Añada la clave sin «Confirmar cada uso», o inicie el ssh-agent de OpenSSH.</translation>
    </message>
    <message>
        <source>The agent is gpg-agent, which would keep the key on disk for good.</source>
        <translation>El agente es gpg-agent, que guardaría la clave en el disco para siempre.</translation>
    </message>
    <message>
        <source>Start the ssh-agent of OpenSSH, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Inicie el ssh-agent de OpenSSH, compruebe que SSH_AUTH_SOCK lo indica y vuelva a iniciar Coffret.</translation>
    </message>
    <message>
        <source>The SSH agent does not answer.</source>
        <translation>El agente SSH no responde.</translation>
    </message>
    <message>
        <source>Look for a window in which it asks something, then try again.</source>
        <translation>Busque una ventana en la que pregunte algo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>What SSH_AUTH_SOCK names is not an SSH agent.</source>
        <translation>Lo que indica SSH_AUTH_SOCK no es un agente SSH.</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Inicie ssh-agent, compruebe que SSH_AUTH_SOCK lo indica y vuelva a iniciar Coffret.</translation>
    </message>
    <message>
        <source>The agent has this key already, and not from Coffret.</source>
        <translation>El agente ya tiene esta clave, y no la ha puesto Coffret.</translation>
    </message>
    <message>
        <source>It can be used as it is. To have Coffret limit it, take it out with “ssh-add -d” first.</source>
        <translation>Se puede usar tal cual. Para que Coffret limite su uso, sáquela antes con «ssh-add -d».</translation>
    </message>
</context>
<context>
    <name>StepMarks</name>
    <message>
        <source>Step %1 of %2</source>
        <extracomment>Accessible name of the setup&apos;s progress. %1 and %2 are numbers</extracomment>
        <translation>Paso %1 de %2</translation>
    </message>
</context>
<context>
    <name>StrengthBar</name>
    <message>
        <source>Strength: %1. %2</source>
        <extracomment>What a screen reader says of a password. %1 is a word such as Strong, %2 a sentence about how long guessing takes</extracomment>
        <translation>Fortaleza: %1. %2</translation>
    </message>
</context>
<context>
    <name>StrengthTexts</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of seconds.</extracomment>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of minutes.</extracomment>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of hours.</extracomment>
        <translation>
            <numerusform>%n hora</numerusform>
            <numerusform>%n horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of days.</extracomment>
        <translation>
            <numerusform>%n día</numerusform>
            <numerusform>%n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of months.</extracomment>
        <translation>
            <numerusform>%n mes</numerusform>
            <numerusform>%n meses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of years, at most 100.</extracomment>
        <translation>
            <numerusform>%n año</numerusform>
            <numerusform>%n años</numerusform>
        </translation>
    </message>
    <message>
        <source>Very weak</source>
        <extracomment>How strong a password is, the first of five.</extracomment>
        <translation>Muy débil</translation>
    </message>
    <message>
        <source>Weak</source>
        <extracomment>How strong a password is, the second of five.</extracomment>
        <translation>Débil</translation>
    </message>
    <message>
        <source>Fair</source>
        <extracomment>How strong a password is, the third of five.</extracomment>
        <translation>Aceptable</translation>
    </message>
    <message>
        <source>Strong</source>
        <extracomment>How strong a password is, the fourth of five.</extracomment>
        <translation>Fuerte</translation>
    </message>
    <message>
        <source>Very strong</source>
        <extracomment>How strong a password is, the last of five.</extracomment>
        <translation>Muy fuerte</translation>
    </message>
    <message>
        <source>Guessed at once from a stolen copy.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>Se adivina de inmediato a partir de una copia robada.</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes centuries.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>Adivinarla a partir de una copia robada lleva siglos.</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes about %1.</source>
        <extracomment>How long guessing a password takes. %1 is a time, such as &quot;3 hours&quot;.</extracomment>
        <translation>Adivinarla a partir de una copia robada lleva alrededor de %1.</translation>
    </message>
    <message>
        <source>%1 bits of entropy</source>
        <extracomment>How many equally likely passwords there are, as the exponent of two. %1 is a number such as 131.1</extracomment>
        <translation>%1 bits de entropía</translation>
    </message>
</context>
<context>
    <name>SymbolPopup</name>
    <message>
        <source>Symbol</source>
        <extracomment>Heading above the symbols a secret can have</extracomment>
        <translation>Símbolo</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>Accessible name of the grid of symbols a secret can have</extracomment>
        <translation>Símbolos</translation>
    </message>
    <message>
        <source>Colour</source>
        <extracomment>Heading above the colours a secret can have</extracomment>
        <translation>Color</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>Accessible name of the row of colours a secret can have</extracomment>
        <translation>Colores</translation>
    </message>
</context>
<context>
    <name>SymbolTexts</name>
    <message>
        <source>Key</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Llave</translation>
    </message>
    <message>
        <source>Globe</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Globo terráqueo</translation>
    </message>
    <message>
        <source>Person</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Speech bubble</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Globo de diálogo</translation>
    </message>
    <message>
        <source>Envelope</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Sobre</translation>
    </message>
    <message>
        <source>Inbox</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Bandeja de entrada</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>Terminal</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Screen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Pantalla</translation>
    </message>
    <message>
        <source>Printer</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Impresora</translation>
    </message>
    <message>
        <source>Chip</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Disc</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Disco</translation>
    </message>
    <message>
        <source>Camera</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Cámara</translation>
    </message>
    <message>
        <source>Connection</source>
        <extracomment>Symbol a secret can have: a plug, a link between two things.</extracomment>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Gear</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Engranaje</translation>
    </message>
    <message>
        <source>Tool</source>
        <extracomment>Symbol a secret can have: a spanner.</extracomment>
        <translation>Herramienta</translation>
    </message>
    <message>
        <source>Energy</source>
        <extracomment>Symbol a secret can have: a flash of lightning.</extracomment>
        <translation>Energía</translation>
    </message>
    <message>
        <source>Programs</source>
        <extracomment>Symbol a secret can have: several things on top of each other.</extracomment>
        <translation>Programas</translation>
    </message>
    <message>
        <source>Run</source>
        <extracomment>Symbol a secret can have: a triangle that starts something.</extracomment>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>Bank</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Banco</translation>
    </message>
    <message>
        <source>House</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Casa</translation>
    </message>
    <message>
        <source>Box</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Caja</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Book</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Libro</translation>
    </message>
    <message>
        <source>Pen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Bolígrafo</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Candado</translation>
    </message>
    <message>
        <source>Open lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Candado abierto</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Reloj</translation>
    </message>
    <message>
        <source>Flag</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Bandera</translation>
    </message>
    <message>
        <source>Star</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Estrella</translation>
    </message>
    <message>
        <source>Tick</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Marca de verificación</translation>
    </message>
    <message>
        <source>Warning</source>
        <extracomment>Symbol a secret can have: a triangle with an exclamation mark.</extracomment>
        <translation>Advertencia</translation>
    </message>
    <message>
        <source>Cross</source>
        <extracomment>Symbol a secret can have: a circle with a cross.</extracomment>
        <translation>Cruz</translation>
    </message>
    <message>
        <source>Information</source>
        <extracomment>Symbol a secret can have: a circle with the letter i.</extracomment>
        <translation>Información</translation>
    </message>
    <message>
        <source>Rubbish</source>
        <extracomment>Symbol a secret can have: a bin.</extracomment>
        <translation>Papelera</translation>
    </message>
    <message>
        <source>As its type</source>
        <extracomment>Symbol of a secret: not one of its own, but that of all logins, notes and so on.</extracomment>
        <translation>El de su tipo</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Rojo</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Naranja</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Amarillo</translation>
    </message>
    <message>
        <source>Green</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Verde</translation>
    </message>
    <message>
        <source>Teal</source>
        <extracomment>Colour behind a secret&apos;s symbol: between green and blue.</extracomment>
        <translation>Verde azulado</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Azul</translation>
    </message>
    <message>
        <source>Purple</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Morado</translation>
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
        <translation>Quitar la etiqueta %1</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>New tag</source>
        <extracomment>Label of the field for a new tag</extracomment>
        <translation>Nueva etiqueta</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Login</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Credencial</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Clave SSH</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Nota</translation>
    </message>
    <message>
        <source>API key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Clave de API</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>Other</source>
        <extracomment>A type of secret that this version does not know.</extracomment>
        <translation>Otro</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Credenciales</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Claves SSH</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Notas</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Claves de API</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Certificados</translation>
    </message>
    <message>
        <source>Other types</source>
        <extracomment>Sidebar: secrets of types that this version does not know.</extracomment>
        <translation>Otros tipos</translation>
    </message>
    <message>
        <source>User name, password, one-time code</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Nombre de usuario, contraseña, código de un solo uso</translation>
    </message>
    <message>
        <source>Private key and passphrase</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Clave privada y frase de contraseña</translation>
    </message>
    <message>
        <source>Any text, encrypted</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Cualquier texto, cifrado</translation>
    </message>
    <message>
        <source>Access token of a service</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Token de acceso de un servicio</translation>
    </message>
    <message>
        <source>Certificate with its private key</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Certificado con su clave privada</translation>
    </message>
    <message>
        <source>Locked</source>
        <extracomment>State of an account.</extracomment>
        <translation>Bloqueada</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <extracomment>State of an account.</extracomment>
        <translation>Iniciando sesión…</translation>
    </message>
    <message>
        <source>Second factor needed</source>
        <extracomment>State of an account.</extracomment>
        <translation>Falta el segundo factor</translation>
    </message>
    <message>
        <source>Loading…</source>
        <extracomment>State of an account.</extracomment>
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>State of an account.</extracomment>
        <translation>Abierta</translation>
    </message>
    <message>
        <source>Could not be opened</source>
        <extracomment>State of an account.</extracomment>
        <translation>No se pudo abrir</translation>
    </message>
    <message>
        <source>Out of date or out of place</source>
        <extracomment>Marker in the list: the server sent something older, or something of another secret.</extracomment>
        <translation>Desactualizado o fuera de lugar</translation>
    </message>
    <message>
        <source>Waiting for the shared key</source>
        <extracomment>Marker in the list: details are encrypted with a shared key that an administrator has yet to give the user.</extracomment>
        <translation>A la espera de la clave compartida</translation>
    </message>
    <message>
        <source>Details cannot be decrypted</source>
        <extracomment>Marker in the list: name and details of this secret could not be decrypted.</extracomment>
        <translation>Los detalles no se pueden descifrar</translation>
    </message>
    <message>
        <source>Signature not verified</source>
        <extracomment>Marker in the list: name and details carry no valid signature of an expected person.</extracomment>
        <translation>Firma no verificada</translation>
    </message>
    <message>
        <source>Signature of the values not verified</source>
        <extracomment>Marker in the list: the values, when last opened, carried no valid signature of an expected person.</extracomment>
        <translation>Firma de los valores no verificada</translation>
    </message>
    <message>
        <source>Signature of a tag not verified</source>
        <extracomment>Marker in the list: the encrypted name of a tag carries no valid signature of an expected person.</extracomment>
        <translation>Firma de una etiqueta no verificada</translation>
    </message>
    <message>
        <source>Unknown type, read only</source>
        <extracomment>Marker in the list: this version does not know the type, so the secret can only be read.</extracomment>
        <translation>Tipo desconocido, solo lectura</translation>
    </message>
    <message>
        <source>No value set</source>
        <extracomment>Marker in the list.</extracomment>
        <translation>Sin valor</translation>
    </message>
    <message>
        <source>This was seen before as an older value, or as another secret&apos;s. The server may have changed it without anybody&apos;s signature.</source>
        <extracomment>Below a value whose signature may be good.</extracomment>
        <translation>Esto ya se había visto como valor más antiguo, o como el de otro secreto. Puede que el servidor lo haya cambiado sin la firma de nadie.</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted: the server can read it.</source>
        <extracomment>Below a secret of a vault without end-to-end encryption.</extracomment>
        <translation>Sin cifrado de extremo a extremo: el servidor puede leerlo.</translation>
    </message>
    <message>
        <source>Signed by %1.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Firmado por %1.</translation>
    </message>
    <message>
        <source>Signed by %1, who was not expected to have written this.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Firmado por %1, de quien no se esperaba que escribiera esto.</translation>
    </message>
    <message>
        <source>Signed with a key that is not known here.</source>
        <translation>Firmado con una clave que aquí no se conoce.</translation>
    </message>
    <message>
        <source>Not signed: who wrote this cannot be told.</source>
        <translation>Sin firmar: no se puede saber quién lo escribió.</translation>
    </message>
    <message>
        <source>The signature does not fit the content.</source>
        <translation>La firma no concuerda con el contenido.</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that has expired.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Firmado por %1 con una clave caducada.</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that was revoked.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Firmado por %1 con una clave revocada.</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values</source>
        <extracomment>Why a value cannot be copied.</extracomment>
        <translation>Su administrador no permite copiar valores</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>Su administrador no permite mostrar valores</translation>
    </message>
    <message>
        <source>just now</source>
        <extracomment>A moment less than a minute ago.</extracomment>
        <translation>ahora mismo</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <extracomment>Short for minutes.</extracomment>
        <translation>
            <numerusform>hace %n min</numerusform>
            <numerusform>hace %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>today %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>hoy a las %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>ayer a las %1</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>&apos;el&apos; d MMM yyyy</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Caducado</translation>
    </message>
    <message>
        <source>Expires today</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Caduca hoy</translation>
    </message>
    <message>
        <source>Expires tomorrow</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Caduca mañana</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n days</source>
        <extracomment>Said of a secret in a list. %n is at least 2.</extracomment>
        <translation>
            <numerusform>Caduca en %n día</numerusform>
            <numerusform>Caduca en %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>Presentation mode is on: values can be copied, but are not shown</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>El modo de presentación está activado: los valores se pueden copiar, pero no se muestran</translation>
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
        <translation>Últimos cambios</translation>
    </message>
    <message>
        <source>Newest</source>
        <extracomment>A way to sort a list: what was made last comes first</extracomment>
        <translation>Más recientes</translation>
    </message>
    <message>
        <source>Expiring first</source>
        <extracomment>A way to sort a list: what expires soonest comes first</extracomment>
        <translation>Caducan antes</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>A way to sort a list: logins, SSH keys, notes ...</extracomment>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>A way to sort a list: by name, and in search results by how well they match</extracomment>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>Two facts beside each other in one line: whose and where. Each may consist of several itself.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Whether it is the latest value, and this secret&apos;s, is not known: the file with what was seen before cannot be read.</source>
        <extracomment>Below a value, after a sentence about its signature. The file is one of Coffret&apos;s own, on this computer.</extracomment>
        <translation>No se sabe si es el valor más reciente ni si es el de este secreto: no se puede leer el archivo con lo que se vio antes.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message numerus="yes">
        <source>%1. Clears in %n s</source>
        <extracomment>Message after copying. %1 is what happened (for example Password copied), %n the seconds until the clipboard is emptied</extracomment>
        <translation>
            <numerusform>%1. Se borra en %n s</numerusform>
            <numerusform>%1. Se borra en %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear now</source>
        <extracomment>Button in the message after copying: empties the clipboard at once</extracomment>
        <translation>Borrar ahora</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <extracomment>Button that closes a message</extracomment>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>TokenMenu</name>
    <message>
        <source>Copy as Authorization header</source>
        <extracomment>Menu: copies an API key as a header of a request; &quot;Authorization&quot; stays as it is</extracomment>
        <translation>Copiar como cabecera Authorization</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>Copiar como línea export</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>Copiar como JSON</translation>
    </message>
</context>
<context>
    <name>TokenStep</name>
    <message>
        <source>Tokens and passwords are kept in your system&apos;s keyring, never in a file of their own.</source>
        <extracomment>Sentence under the heading of the token screen</extracomment>
        <translation>Los tokens y las contraseñas se guardan en el llavero de su sistema, nunca en un archivo propio.</translation>
    </message>
    <message>
        <source>Your access tokens</source>
        <extracomment>Heading of the token screen</extracomment>
        <translation>Sus tokens de acceso</translation>
    </message>
    <message>
        <source>Your access token</source>
        <translation>Su token de acceso</translation>
    </message>
    <message>
        <source>With an access token</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>Con un token de acceso</translation>
    </message>
    <message>
        <source>With user name and password</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>Con nombre de usuario y contraseña</translation>
    </message>
    <message>
        <source>As on the server&apos;s portal in the browser.</source>
        <extracomment>Help under the field for the user name on the server&apos;s portal</extracomment>
        <translation>El mismo que en el portal del servidor en el navegador.</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the field for the user name on the server&apos;s portal</extracomment>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of the field for the password on the server&apos;s portal</extracomment>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Made in the dashboard under Settings, API Access, with the Read scope.</source>
        <extracomment>Help under the token field: where to get one</extracomment>
        <translation>Se crea en el panel de control, en «Settings», «API Access», con el ámbito «Read».</translation>
    </message>
    <message>
        <source>Shown once by your appliance when the API key is made.</source>
        <translation>Su dispositivo lo muestra una sola vez, al crear la clave de API.</translation>
    </message>
    <message>
        <source>Read token</source>
        <extracomment>Label of the token field</extracomment>
        <translation>Token de lectura</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Token de acceso</translation>
    </message>
    <message>
        <source>Only needed to change values. It cannot read them.</source>
        <extracomment>Help under the write token field</extracomment>
        <translation>Solo hace falta para modificar valores. No permite leerlos.</translation>
    </message>
    <message>
        <source>Write token (optional)</source>
        <extracomment>Label of the write token field</extracomment>
        <translation>Token de escritura (opcional)</translation>
    </message>
</context>
<context>
    <name>TrustStep</name>
    <message>
        <source>Sets the account up for the first time</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>Para configurar la cuenta por primera vez</translation>
    </message>
    <message>
        <source>Gets back to an account that is set up</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>Para recuperar el acceso a una cuenta ya configurada</translation>
    </message>
    <message>
        <source>Compare with what your administrator gave you. Coffret remembers it and stops if it ever changes.</source>
        <extracomment>Sentence under the heading of the screen that shows fingerprints</extracomment>
        <translation>Compárelo con lo que le dio su administrador. Coffret lo recuerda y se detiene si alguna vez cambia.</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <extracomment>Heading of the screen that shows the server&apos;s fingerprints</extracomment>
        <translation>¿Es este su servidor?</translation>
    </message>
    <message>
        <source>Certificate, vouched for by an authority you trust</source>
        <extracomment>Above a certificate&apos;s fingerprint</extracomment>
        <translation>Certificado avalado por una autoridad de su confianza</translation>
    </message>
    <message>
        <source>Certificate that no authority you trust vouches for</source>
        <translation>Certificado que no avala ninguna autoridad de su confianza</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key, the same as in your account kit</source>
        <extracomment>Above a Passbolt server&apos;s key fingerprint; when it is the one an account kit names</extracomment>
        <translation>La clave OpenPGP del servidor, la misma que en su kit de cuenta</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key</source>
        <translation>La clave OpenPGP del servidor</translation>
    </message>
    <message>
        <source>The key your account kit was made for</source>
        <extracomment>Above the fingerprint that an account kit names, when the server shows another one</extracomment>
        <translation>La clave para la que se creó su kit de cuenta</translation>
    </message>
    <message>
        <source>Signing in works, but others would see what you sign now at a wrong time. Switch on automatic time, or set the clock.</source>
        <extracomment>Under the sentence that says how far this computer&apos;s clock is off</extracomment>
        <translation>Se puede iniciar sesión, pero los demás verían lo que firme ahora con una hora equivocada. Active la hora automática o ajuste el reloj.</translation>
    </message>
    <message>
        <source>Paste the SHA-256 fingerprint your administrator gave you, not the one shown above. If both agree, this certificate and no other is accepted.</source>
        <extracomment>Help under the field for the expected fingerprint of a certificate</extracomment>
        <translation>Pegue la huella SHA-256 que le dio su administrador, no la que se muestra arriba. Si ambas coinciden, se acepta este certificado y ningún otro.</translation>
    </message>
    <message>
        <source>Expected fingerprint</source>
        <extracomment>Label of the field for the expected fingerprint</extracomment>
        <translation>Huella esperada</translation>
    </message>
</context>
<context>
    <name>TypeChips</name>
    <message>
        <source>Filter by type</source>
        <extracomment>Accessible name of the row of filters above the list</extracomment>
        <translation>Filtrar por tipo</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>Filter above the list: every type</extracomment>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Credenciales</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Claves SSH</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Notas</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Claves de API</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Certificados</translation>
    </message>
</context>
<context>
    <name>TypeChoice</name>
    <message>
        <source>Types of secrets</source>
        <extracomment>Accessible name of the tiles that offer types of secrets</extracomment>
        <translation>Tipos de secretos</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Heading above the tiles that offer types of secrets</extracomment>
        <translation>Nuevo secreto</translation>
    </message>
    <message>
        <source>Its type stays as you choose it here.</source>
        <extracomment>Under the heading. %1 is where the new secret goes</extracomment>
        <translation>El tipo que elija aquí ya no cambia después.</translation>
    </message>
    <message>
        <source>It goes to %1. Its type stays as you choose it here.</source>
        <translation>El secreto irá a %1. El tipo que elija aquí ya no cambia después.</translation>
    </message>
</context>
<context>
    <name>TypeMenuItem</name>
    <message>
        <source>Ctrl+Shift+V</source>
        <extracomment>Key that types a value into another window, in a menu</extracomment>
        <translation>Ctrl+Mayús+V</translation>
    </message>
    <message>
        <source>Type into another window…</source>
        <extracomment>Menu of a secret: types its value into another program&apos;s window</extracomment>
        <translation>Teclear en otra ventana…</translation>
    </message>
</context>
<context>
    <name>TypeSheet</name>
    <message>
        <source>Type into another window</source>
        <extracomment>Heading of the sheet that types a value into another program&apos;s window</extracomment>
        <translation>Teclear en otra ventana</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Type and press Enter</source>
        <extracomment>Button: types a value into another window and presses the Enter key behind it</extracomment>
        <translation>Teclear y pulsar Intro</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that type a value into another window: before and while it is opened, and after a warning</extracomment>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Type anyway</source>
        <translation>Teclear de todos modos</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Teclear</translation>
    </message>
</context>
<context>
    <name>TypingWords</name>
    <message>
        <source>This desktop lets no program type into the windows of others. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>Este escritorio no permite que ningún programa teclee en las ventanas de otros. Copie el valor en su lugar.</translation>
    </message>
    <message>
        <source>This display lets no program type, because it has no XTEST. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. XTEST is a part of an X display.</extracomment>
        <translation>Esta pantalla no permite que ningún programa teclee, porque no tiene XTEST. Copie el valor en su lugar.</translation>
    </message>
    <message>
        <source>This desktop lets no program type: its portal has no remote keyboard. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. &quot;Portal&quot; is the part of a desktop that programs ask.</extracomment>
        <translation>Este escritorio no permite que ningún programa teclee: su portal no tiene teclado remoto. Copie el valor en su lugar.</translation>
    </message>
    <message>
        <source>Nothing was typed: the value has characters that no key types.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>No se ha tecleado nada: el valor tiene caracteres que ninguna tecla produce.</translation>
    </message>
    <message>
        <source>Typing was stopped because a key was held down.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>Se dejó de teclear porque había una tecla pulsada.</translation>
    </message>
    <message>
        <source>Nothing was typed: the window did not get the keyboard back.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>No se ha tecleado nada: la ventana no recuperó el teclado.</translation>
    </message>
    <message>
        <source>Typing was stopped because another window came to the front. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>Se dejó de teclear porque otra ventana pasó al primer plano. Puede que parte del valor esté ahí.</translation>
    </message>
    <message>
        <source>Typing was stopped because the keyboard layout changed. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>Se dejó de teclear porque cambió la distribución del teclado. Puede que parte del valor esté ahí.</translation>
    </message>
    <message>
        <source>Nothing was typed: the desktop did not allow it.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>No se ha tecleado nada: el escritorio no lo permitió.</translation>
    </message>
    <message>
        <source>Typing was stopped because the desktop broke it off.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>Se dejó de teclear porque el escritorio lo interrumpió.</translation>
    </message>
    <message>
        <source>Types into the window in front once Coffret is out of the way</source>
        <extracomment>Asks before a value is typed, where Coffret cannot see other windows.</extracomment>
        <translation>Se tecleará en la ventana que esté delante en cuanto Coffret se aparte</translation>
    </message>
    <message>
        <source>Types into a window of %1</source>
        <extracomment>Asks before a value is typed. %1 is the name of a program, as it calls itself.</extracomment>
        <translation>Se tecleará en una ventana de %1</translation>
    </message>
    <message>
        <source>Types into: %1</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window.</extracomment>
        <translation>Se tecleará en: %1</translation>
    </message>
    <message>
        <source>Types into: %1 (%2)</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window, %2 the program, as it calls itself.</extracomment>
        <translation>Se tecleará en: %1 (%2)</translation>
    </message>
</context>
<context>
    <name>UpgradeMenuItem</name>
    <message>
        <source>Upgrade to encrypted details…</source>
        <extracomment>Menu of a secret: its name and addresses, in the clear on the server until now, are encrypted</extracomment>
        <translation>Pasar a detalles cifrados…</translation>
    </message>
</context>
<context>
    <name>UpgradeTexts</name>
    <message>
        <source>The server keeps no copy of the key. Whoever runs it can no longer read them.</source>
        <extracomment>What encrypting names comes to: nobody but people with access knows them.</extracomment>
        <translation>El servidor no guarda ninguna copia de la clave. Quien lo administra ya no podrá leer estos detalles.</translation>
    </message>
    <message>
        <source>Those that only you can see are encrypted for you alone. For shared ones the server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to. &quot;Shared&quot; secrets are those that others can see as well.</extracomment>
        <translation>Los detalles de los secretos que solo usted puede ver se cifran solo para usted. Para los de secretos compartidos, el servidor guarda una copia de la clave, así que quien lo administra puede seguir leyéndolos.</translation>
    </message>
    <message>
        <source>The server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>El servidor guarda una copia de la clave, así que quien lo administra puede seguir leyendo estos detalles.</translation>
    </message>
    <message>
        <source>Every secret you may change has encrypted details already.</source>
        <extracomment>Instead of encrypting names: there is none to encrypt.</extracomment>
        <translation>Todos los secretos que usted puede modificar tienen ya detalles cifrados.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) get encrypted details: name, user name, addresses, description.</source>
        <extracomment>What encrypting names comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Se cifrarán los detalles de %n secreto: nombre, nombre de usuario, direcciones, descripción.</numerusform>
            <numerusform>Se cifrarán los detalles de %n secretos: nombre, nombre de usuario, direcciones, descripción.</numerusform>
        </translation>
    </message>
    <message>
        <source>You sign these details with your key, as the list shows them now.</source>
        <extracomment>What encrypting names comes to: the person&apos;s OpenPGP key signs the details of every secret.</extracomment>
        <translation>Usted firma estos detalles con su clave, tal como los muestra ahora la lista.</translation>
    </message>
    <message>
        <source>Type, dates, folder, tags, comments, and who has access stay readable for the server. Passwords and other values stay as they are.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>El tipo, las fechas, la carpeta, las etiquetas, los comentarios y quién tiene acceso siguen siendo legibles para el servidor. Las contraseñas y los demás valores se quedan como están.</translation>
    </message>
    <message>
        <source>Programs that do not know encrypted details no longer show these secrets. Coffret cannot turn this back.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Los programas que no conocen los detalles cifrados dejan de mostrar estos secretos. Coffret no puede revertirlo.</translation>
    </message>
    <message>
        <source>Encrypt the details of all secrets?</source>
        <translation>¿Cifrar los detalles de todos los secretos?</translation>
    </message>
    <message>
        <source>Encrypt the details of “%1”?</source>
        <translation>¿Cifrar los detalles de «%1»?</translation>
    </message>
    <message>
        <source>Encrypt details</source>
        <extracomment>Button: encrypts names and addresses.</extracomment>
        <translation>Cifrar detalles</translation>
    </message>
</context>
<context>
    <name>UriCard</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the web addresses of a secret</extracomment>
        <translation>Direcciones</translation>
    </message>
</context>
<context>
    <name>UriEditor</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the addresses of a secret in a form</extracomment>
        <translation>Direcciones</translation>
    </message>
    <message>
        <source>Add address</source>
        <extracomment>Button below the addresses of a secret</extracomment>
        <translation>Añadir dirección</translation>
    </message>
</context>
<context>
    <name>UriEditorRow</name>
    <message>
        <source>Address %1</source>
        <extracomment>Accessible name of the field for an address. %1 is its number</extracomment>
        <translation>Dirección %1</translation>
    </message>
    <message>
        <source>https://example.com</source>
        <extracomment>Example in an empty field for an address; keep the address</extracomment>
        <translation>https://example.com</translation>
    </message>
    <message>
        <source>Remove address %1</source>
        <extracomment>Name of the button that takes an address out of a form. %1 is its number</extracomment>
        <translation>Quitar la dirección %1</translation>
    </message>
</context>
<context>
    <name>UriRow</name>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies an address. %1 is the address</extracomment>
        <translation>Copiar %1</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <extracomment>Name of the button that opens a web address. %1 is the address</extracomment>
        <translation>Abrir %1 en el navegador</translation>
    </message>
</context>
<context>
    <name>UserMessages</name>
    <message>
        <source>The server cannot be reached.</source>
        <extracomment>Error banner. Cause, then next step.</extracomment>
        <translation>No se puede conectar con el servidor.</translation>
    </message>
    <message>
        <source>Check the network connection and the address, then try again.</source>
        <translation>Compruebe la conexión de red y la dirección, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>El servidor no respondió a tiempo.</translation>
    </message>
    <message>
        <source>Try again in a moment. If it stays silent, ask whoever runs it.</source>
        <translation>Inténtelo de nuevo en un momento. Si sigue sin responder, pregunte a quien lo administra.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Detenido.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again when you are ready.</source>
        <translation>No se ha modificado nada. Inténtelo de nuevo cuando quiera.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>El certificado del servidor no es de confianza.</translation>
    </message>
    <message>
        <source>Nothing was sent. If your organisation has its own certificate authority, add its file when you set up the account.</source>
        <translation>No se ha enviado nada. Si su organización tiene su propia autoridad de certificación, añada su archivo al configurar la cuenta.</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one you accepted.</source>
        <translation>El servidor presenta un certificado distinto del que usted aceptó.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server whether it was renewed, and for the new fingerprint.</source>
        <translation>No se ha enviado nada. Pregunte a quien administra el servidor si se ha renovado y cuál es la nueva huella.</translation>
    </message>
    <message>
        <source>The server tried to send you to another address.</source>
        <translation>El servidor intentó remitirle a otra dirección.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check the account&apos;s address.</source>
        <translation>Allí no se ha enviado nada. Compruebe la dirección de la cuenta.</translation>
    </message>
    <message>
        <source>The answer is larger than Coffret accepts.</source>
        <translation>La respuesta es más grande de lo que Coffret acepta.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server; this should not happen with an ordinary secret.</source>
        <translation>Pregunte a quien administra el servidor; esto no debería ocurrir con un secreto corriente.</translation>
    </message>
    <message>
        <source>The server did not accept the sign-in.</source>
        <translation>El servidor no aceptó el inicio de sesión.</translation>
    </message>
    <message>
        <source>Try again. If it persists, the token has ended or your key is not known there: set the account up again.</source>
        <translation>Inténtelo de nuevo. Si persiste, el token ha dejado de ser válido o allí no se conoce su clave: configure la cuenta de nuevo.</translation>
    </message>
    <message>
        <source>The server asks for a second factor.</source>
        <translation>El servidor pide un segundo factor.</translation>
    </message>
    <message>
        <source>Enter the code of your authenticator or key to go on.</source>
        <translation>Introduzca el código de su autenticador o de su llave para continuar.</translation>
    </message>
    <message>
        <source>Too many wrong codes: the server has ended the session.</source>
        <translation>Demasiados códigos incorrectos: el servidor ha cerrado la sesión.</translation>
    </message>
    <message>
        <source>Sign in again and wait for a fresh code before you enter it.</source>
        <translation>Inicie sesión de nuevo y espere un código nuevo antes de introducirlo.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>No tiene permiso para hacer esto.</translation>
    </message>
    <message>
        <source>Ask the owner of the secret, or whoever gave you the token, for access.</source>
        <translation>Pida acceso al propietario del secreto, o a quien le dio el token.</translation>
    </message>
    <message>
        <source>Your administrator does not allow this.</source>
        <translation>Su administrador no lo permite.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server if you need it.</source>
        <translation>Pregunte a quien administra el servidor si lo necesita.</translation>
    </message>
    <message>
        <source>The secret is gone, or it is not shared with you.</source>
        <translation>El secreto ya no existe, o no se comparte con usted.</translation>
    </message>
    <message>
        <source>Sync to see the current list.</source>
        <translation>Sincronice para ver la lista actual.</translation>
    </message>
    <message>
        <source>Somebody else changed this first.</source>
        <translation>Otra persona lo modificó antes.</translation>
    </message>
    <message>
        <source>Sync, look at the change and try again.</source>
        <translation>Sincronice, examine el cambio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The server asks to slow down.</source>
        <translation>El servidor pide ir más despacio.</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Espere un minuto e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The server failed.</source>
        <translation>El servidor ha fallado.</translation>
    </message>
    <message>
        <source>Try again in a moment. If it persists, tell whoever runs it what Details says.</source>
        <translation>Inténtelo de nuevo en un momento. Si persiste, comunique a quien lo administra lo que indican los detalles.</translation>
    </message>
    <message>
        <source>The server&apos;s answer cannot be understood.</source>
        <translation>La respuesta del servidor no se puede interpretar.</translation>
    </message>
    <message>
        <source>Check that the address leads to the right service. Details may help whoever runs it.</source>
        <translation>Compruebe que la dirección lleva al servicio correcto. Los detalles pueden ayudar a quien lo administra.</translation>
    </message>
    <message>
        <source>This server cannot do that, or is set up in a way Coffret does not support.</source>
        <translation>Este servidor no puede hacerlo, o está configurado de un modo que Coffret no admite.</translation>
    </message>
    <message>
        <source>Details says what is missing.</source>
        <translation>Los detalles indican qué falta.</translation>
    </message>
    <message>
        <source>This secret has to be approved or checked out first.</source>
        <translation>Este secreto requiere antes aprobación o préstamo.</translation>
    </message>
    <message>
        <source>Open it in the main window: access is requested there.</source>
        <translation>Ábralo en la ventana principal: allí se solicita el acceso.</translation>
    </message>
    <message>
        <source>Your time with this secret is over, or access to it was taken back.</source>
        <translation>Su tiempo con este secreto ha terminado, o se le ha retirado el acceso.</translation>
    </message>
    <message>
        <source>Its value is no longer shown. Request access or check it out again.</source>
        <translation>Su valor ya no se muestra. Solicite acceso o vuelva a tomarlo prestado.</translation>
    </message>
    <message>
        <source>Somebody else has checked this secret out.</source>
        <translation>Otra persona tiene este secreto en préstamo.</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>Solo lo puede tener una persona a la vez. Inténtelo de nuevo cuando se haya devuelto.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the server&apos;s are too far apart.</source>
        <translation>El reloj de este equipo y el del servidor difieren demasiado.</translation>
    </message>
    <message>
        <source>Set the clock of this computer, then try again.</source>
        <translation>Ajuste el reloj de este equipo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>GnuPG was not found, or its folder cannot be used.</source>
        <translation>No se encontró GnuPG, o no se puede usar su carpeta.</translation>
    </message>
    <message>
        <source>Install GnuPG 2.2 or later and check that gpg runs in a terminal.</source>
        <translation>Instale GnuPG 2.2 o posterior y compruebe que gpg funciona en un terminal.</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>La frase de contraseña no era correcta.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Your key&apos;s passphrase is needed, but there is no window to ask for it.</source>
        <translation>Hace falta la frase de contraseña de su clave, pero no hay ninguna ventana para pedirla.</translation>
    </message>
    <message>
        <source>Install a graphical pinentry (pinentry-qt or pinentry-gnome3) and try again.</source>
        <translation>Instale un pinentry gráfico (pinentry-qt o pinentry-gnome3) e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>None of your keys opens this.</source>
        <translation>Ninguna de sus claves abre esto.</translation>
    </message>
    <message>
        <source>Insert the card that holds the key, or ask the owner to share the secret with you again.</source>
        <translation>Inserte la tarjeta que contiene la clave, o pida al propietario que comparta de nuevo el secreto con usted.</translation>
    </message>
    <message>
        <source>The key cannot be used: it has expired, was revoked or is too weak.</source>
        <translation>La clave no se puede usar: ha caducado, ha sido revocada o es demasiado débil.</translation>
    </message>
    <message>
        <source>Extend or replace the key with GnuPG, then try again.</source>
        <translation>Prolongue o reemplace la clave con GnuPG e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>What the server sent is not an encrypted message.</source>
        <translation>Lo que envió el servidor no es un mensaje cifrado.</translation>
    </message>
    <message>
        <source>It was not used. Tell whoever runs the server.</source>
        <translation>No se ha usado. Avise a quien administra el servidor.</translation>
    </message>
    <message>
        <source>The encrypted message is damaged.</source>
        <translation>El mensaje cifrado está dañado.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask the owner to save the secret again.</source>
        <translation>No se ha usado nada de él. Pida al propietario que guarde de nuevo el secreto.</translation>
    </message>
    <message>
        <source>The signature does not fit: somebody may have tampered with this.</source>
        <translation>La firma no concuerda: puede que alguien haya manipulado el contenido.</translation>
    </message>
    <message>
        <source>The content was discarded. Tell the owner and whoever runs the server.</source>
        <translation>El contenido se ha descartado. Avise al propietario y a quien administra el servidor.</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key is not the one you accepted.</source>
        <translation>La clave OpenPGP del servidor no es la que usted aceptó.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server for its fingerprint, and compare it here.</source>
        <translation>No se ha enviado nada. Pida su huella a quien administra el servidor y compárela aquí.</translation>
    </message>
    <message>
        <source>The server&apos;s shared key is another one than you accepted, so nothing is written with it.</source>
        <translation>La clave compartida del servidor no es la que usted aceptó, así que no se escribe nada con ella.</translation>
    </message>
    <message>
        <source>Sync, then compare its fingerprint with an administrator: the message above the list leads there.</source>
        <translation>Sincronice y, después, compare su huella con un administrador: el mensaje sobre la lista conduce allí.</translation>
    </message>
    <message>
        <source>The key for shared names and details was not given to you yet.</source>
        <translation>Aún no se le ha entregado la clave de los nombres y detalles compartidos.</translation>
    </message>
    <message>
        <source>Ask an administrator to share it with you, then sync.</source>
        <translation>Pida a un administrador que la comparta con usted y, después, sincronice.</translation>
    </message>
    <message>
        <source>Somebody&apos;s key has to be confirmed before this can be encrypted for them.</source>
        <translation>Antes de poder cifrar esto para una persona hay que confirmar su clave.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner, then confirm it in the sharing view.</source>
        <translation>Compare la huella con su titular y confírmela en la vista «Uso compartido».</translation>
    </message>
    <message>
        <source>Nobody you know vouches for what it holds, and you would sign it.</source>
        <translation>Nadie que usted conozca avala lo que contiene, y usted lo firmaría.</translation>
    </message>
    <message>
        <source>Look at it, and save it yourself if it is right.</source>
        <translation>Examínelo y guárdelo usted si es correcto.</translation>
    </message>
    <message>
        <source>As an OpenPGP message it would be longer than the server keeps.</source>
        <translation>Como mensaje OpenPGP sería más largo de lo que el servidor guarda.</translation>
    </message>
    <message>
        <source>Shorten it, or seal for fewer people.</source>
        <translation>Acórtelo, o séllelo para menos personas.</translation>
    </message>
    <message>
        <source>No system keyring is running, so tokens cannot be kept.</source>
        <translation>No hay ningún llavero del sistema en funcionamiento, así que no se pueden guardar tokens.</translation>
    </message>
    <message>
        <source>Start GNOME Keyring or KWallet and try again.</source>
        <translation>Inicie GNOME Keyring o KWallet e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Access to the system keyring was refused.</source>
        <translation>Se denegó el acceso al llavero del sistema.</translation>
    </message>
    <message>
        <source>Unlock the keyring and allow Coffret to use it.</source>
        <translation>Desbloquee el llavero y permita que Coffret lo use.</translation>
    </message>
    <message>
        <source>The system keyring does not answer.</source>
        <translation>El llavero del sistema no responde.</translation>
    </message>
    <message>
        <source>Look for a window that asks for the keyring&apos;s password, then try again.</source>
        <translation>Busque una ventana que pida la contraseña del llavero e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The token of this account is not in the system keyring.</source>
        <translation>El token de esta cuenta no está en el llavero del sistema.</translation>
    </message>
    <message>
        <source>Set the account up again with a new token.</source>
        <translation>Configure la cuenta de nuevo con un token nuevo.</translation>
    </message>
    <message>
        <source>No SSH agent is running.</source>
        <translation>No hay ningún agente SSH en funcionamiento.</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Inicie ssh-agent, compruebe que SSH_AUTH_SOCK lo indica y vuelva a iniciar Coffret.</translation>
    </message>
    <message>
        <source>The SSH agent refused this.</source>
        <translation>El agente SSH lo ha rechazado.</translation>
    </message>
    <message>
        <source>Nothing was changed. It may not know this type of key.</source>
        <translation>No se ha modificado nada. Puede que no conozca este tipo de clave.</translation>
    </message>
    <message>
        <source>The SSH agent is locked.</source>
        <translation>El agente SSH está bloqueado.</translation>
    </message>
    <message>
        <source>Unlock it with ssh-add -X, then try again.</source>
        <translation>Desbloquéelo con ssh-add -X e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>This cannot be used.</source>
        <translation>Esto no se puede usar.</translation>
    </message>
    <message>
        <source>Check what you entered. Details says more.</source>
        <translation>Compruebe lo que ha introducido. Los detalles dicen más.</translation>
    </message>
    <message>
        <source>A file of Coffret could not be read or written.</source>
        <translation>No se pudo leer o escribir un archivo de Coffret.</translation>
    </message>
    <message>
        <source>Check that the disk is not full and that your home folder is writable.</source>
        <translation>Compruebe que el disco no está lleno y que se puede escribir en su carpeta personal.</translation>
    </message>
    <message>
        <source>Something went wrong inside Coffret.</source>
        <translation>Se produjo un error interno de Coffret.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, please report it with what Details says.</source>
        <translation>Inténtelo de nuevo. Si vuelve a ocurrir, notifíquelo con lo que indican los detalles.</translation>
    </message>
    <message>
        <source>The key of this one-time code makes no codes.</source>
        <extracomment>Error banner in place of a one-time code. Cause, then next step.</extracomment>
        <translation>La clave de este código de un solo uso no produce códigos.</translation>
    </message>
    <message>
        <source>Edit the secret and enter the key again, as the service shows it when you set it up.</source>
        <translation>Edite el secreto e introduzca de nuevo la clave, tal como la muestra el servicio al configurarlo.</translation>
    </message>
    <message>
        <source>Another Coffret keeps this account for offline use.</source>
        <extracomment>Message: what was listed is kept on this computer for when the server cannot be reached, but not this time. Cause, then next step.</extracomment>
        <translation>Otro Coffret guarda esta cuenta para usarla sin conexión.</translation>
    </message>
    <message>
        <source>Here it works as usual, but needs its server.</source>
        <translation>Aquí funciona como siempre, pero necesita su servidor.</translation>
    </message>
    <message>
        <source>What is kept for offline use was written by a newer Coffret.</source>
        <translation>Lo guardado para usarlo sin conexión lo escribió un Coffret más reciente.</translation>
    </message>
    <message>
        <source>It stays as it is; this one needs the server.</source>
        <translation>Se queda como está; este necesita el servidor.</translation>
    </message>
    <message>
        <source>What was kept for offline use is damaged and was set aside.</source>
        <translation>Lo guardado para usarlo sin conexión está dañado y se ha apartado.</translation>
    </message>
    <message>
        <source>It is fetched from the server again.</source>
        <translation>Se vuelve a obtener del servidor.</translation>
    </message>
    <message>
        <source>What was listed cannot be kept for offline use.</source>
        <translation>La lista no se puede guardar para usarla sin conexión.</translation>
    </message>
    <message>
        <source>Make sure that there is room on the disk and that its folder can be written to.</source>
        <translation>Compruebe que haya espacio en el disco y que se pueda escribir en su carpeta.</translation>
    </message>
</context>
<context>
    <name>ValidityBar</name>
    <message>
        <source>%1, from %2 to %3</source>
        <extracomment>What a screen reader says of a certificate&apos;s time. %1 is a sentence such as &quot;Valid until 3 Mar 2027&quot;, %2 and %3 are days</extracomment>
        <translation>%1, del %2 al %3</translation>
    </message>
</context>
<context>
    <name>ValueSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Give it this value in the chosen environments, or look at it first.</source>
        <extracomment>Below the sentence that a name is taken</extracomment>
        <translation>Dele este valor en los entornos elegidos, o examínelo antes.</translation>
    </message>
    <message>
        <source>Set its value</source>
        <extracomment>Button: the secret is there already, and gets the value that was written</extracomment>
        <translation>Definir su valor</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button: shows the secret that is there already</extracomment>
        <translation>Abrirlo</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for the name of a new secret</extracomment>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>Label of the field for the value of a secret</extracomment>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Environments</source>
        <extracomment>Above the environments a value is meant for</extracomment>
        <translation>Entornos</translation>
    </message>
</context>
<context>
    <name>VerdictBadge</name>
    <message>
        <source>Verified</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Firma verificada</translation>
    </message>
    <message>
        <source>Unexpected signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Firmante inesperado</translation>
    </message>
    <message>
        <source>Unknown signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Firmante desconocido</translation>
    </message>
    <message>
        <source>Unsigned</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Sin firma</translation>
    </message>
    <message>
        <source>Expired key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Clave caducada</translation>
    </message>
    <message>
        <source>Revoked key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Clave revocada</translation>
    </message>
    <message>
        <source>Out of place</source>
        <extracomment>Verdict on a value that is older than one seen before, or another secret&apos;s; one word or two</extracomment>
        <translation>Fuera de lugar</translation>
    </message>
    <message>
        <source>No signatures here</source>
        <extracomment>In place of a verdict: this vault has no signatures</extracomment>
        <translation>Aquí no hay firmas</translation>
    </message>
    <message>
        <source>Not opened yet</source>
        <extracomment>In place of a verdict: nothing was opened yet</extracomment>
        <translation>Aún sin abrir</translation>
    </message>
    <message>
        <source>The signature is checked when you show or copy a value.</source>
        <extracomment>Below &quot;Not opened yet&quot;</extracomment>
        <translation>La firma se comprueba al mostrar o copiar un valor.</translation>
    </message>
    <message>
        <source>Order not known</source>
        <extracomment>Verdict on a value that is signed as expected, but may be an older one or another secret&apos;s; two or three words</extracomment>
        <translation>Orden desconocido</translation>
    </message>
</context>
<context>
    <name>WaitingBanner</name>
    <message>
        <source>What you see is what the server had last.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>Lo que ve es lo último que tenía el servidor.</translation>
    </message>
    <message>
        <source>A change of yours has not been sent yet.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>Un cambio suyo aún no se ha enviado.</translation>
    </message>
    <message>
        <source>Show…</source>
        <extracomment>Button in a banner: opens the list of changes that wait</extracomment>
        <translation>Mostrar…</translation>
    </message>
</context>
<context>
    <name>WebAddress</name>
    <message>
        <source>Not opened: it is not written as web addresses are.</source>
        <extracomment>Below an address that begins like one for a browser.</extracomment>
        <translation>No se abre: no está escrita como una dirección web.</translation>
    </message>
    <message>
        <source>Not opened: it has a user name or password in it, which browsers show and keep.</source>
        <extracomment>Below an address with a user name or password in it, such as https://ada:secret@example.org</extracomment>
        <translation>No se abre: contiene un nombre de usuario o una contraseña, que los navegadores muestran y guardan.</translation>
    </message>
    <message>
        <source>Letters that pass for others: it leads to %1</source>
        <extracomment>Below a web address with letters that look like others. %1 is the name of its server without them, such as xn--exmple-cua.org</extracomment>
        <translation>Letras que pasan por otras: lleva a %1</translation>
    </message>
</context>
<context>
    <name>WordOptions</name>
    <message>
        <source>Words</source>
        <extracomment>Label: how many words a new password has</extracomment>
        <translation>Número de palabras</translation>
    </message>
    <message>
        <source>A space</source>
        <extracomment>Below the field for what stands between words, when that is a space</extracomment>
        <translation>Un espacio</translation>
    </message>
    <message>
        <source>Between words</source>
        <extracomment>Label: what stands between the words of a new password</extracomment>
        <translation>Entre palabras</translation>
    </message>
    <message>
        <source>Nothing</source>
        <extracomment>In the empty field for what stands between words</extracomment>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Capitals</source>
        <extracomment>Label: which letters of the words of a new password are capitals</extracomment>
        <translation>Mayúsculas</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>Words without capitals; write it that way</extracomment>
        <translation>ninguna</translation>
    </message>
    <message>
        <source>First letters</source>
        <extracomment>Words that begin with a capital</extracomment>
        <translation>Iniciales</translation>
    </message>
    <message>
        <source>ALL</source>
        <extracomment>Words in capitals; write it that way</extracomment>
        <translation>TODAS</translation>
    </message>
    <message>
        <source>With a digit behind one of the words</source>
        <extracomment>A choice for new passwords of words</extracomment>
        <translation>Con un dígito detrás de una de las palabras</translation>
    </message>
</context>
<context>
    <name>coffret::AboutViewModel</name>
    <message>
        <source>changing secrets</source>
        <extracomment>In a list of what an account does not have.</extracomment>
        <translation>modificación de secretos</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>carpetas</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>favoritos</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>etiquetas</translation>
    </message>
    <message>
        <source>sharing</source>
        <translation>uso compartido</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>grupos</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>comentarios</translation>
    </message>
    <message>
        <source>activity log</source>
        <translation>registro de actividad</translation>
    </message>
    <message>
        <source>earlier values</source>
        <translation>valores anteriores</translation>
    </message>
    <message>
        <source>expiry dates</source>
        <translation>fechas de caducidad</translation>
    </message>
    <message>
        <source>Missing, because the server lacks it or its administrator keeps it off: %1.</source>
        <extracomment>About an account. %1 is a list of features, for example &quot;tags, activity log&quot;.</extracomment>
        <translation>No disponible, porque el servidor no lo ofrece o su administrador lo mantiene desactivado: %1.</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values.</source>
        <extracomment>About an account.</extracomment>
        <translation>Su administrador no permite mostrar valores.</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values.</source>
        <extracomment>About an account.</extracomment>
        <translation>Su administrador no permite copiar valores.</translation>
    </message>
    <message>
        <source>Folders cannot be shared here, only secrets.</source>
        <extracomment>About an account.</extracomment>
        <translation>Aquí no se pueden compartir carpetas, solo secretos.</translation>
    </message>
    <message>
        <source>Your administrator decides when secrets expire.</source>
        <extracomment>About an account.</extracomment>
        <translation>Su administrador decide cuándo caducan los secretos.</translation>
    </message>
    <message>
        <source>Values are not encrypted end to end: whoever runs the server can read them.</source>
        <extracomment>About an account.</extracomment>
        <translation>Los valores no están cifrados de extremo a extremo: quien administra el servidor puede leerlos.</translation>
    </message>
    <message>
        <source>What this account can do is known once it was opened.</source>
        <extracomment>About an account.</extracomment>
        <translation>Lo que permite esta cuenta se sabrá cuando se haya abierto.</translation>
    </message>
    <message>
        <source>Sealed values are an exception: they leave this computer encrypted and signed with OpenPGP.</source>
        <extracomment>About an account whose values are encrypted with OpenPGP by Coffret.</extracomment>
        <translation>Los valores sellados son una excepción: salen de este equipo cifrados y firmados con OpenPGP.</translation>
    </message>
</context>
<context>
    <name>coffret::AccountOptionsViewModel</name>
    <message>
        <source>Check secrets out</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Tomar secretos prestados</translation>
    </message>
    <message>
        <source>Give secrets back</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Devolver secretos</translation>
    </message>
    <message>
        <source>Ask for access</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Solicitar acceso</translation>
    </message>
    <message>
        <source>Create a secret and its addresses at once</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Crear un secreto y sus direcciones de una vez</translation>
    </message>
    <message>
        <source>Name at least one app.</source>
        <extracomment>Error under the field for the apps of an account.</extracomment>
        <translation>Indique al menos una aplicación.</translation>
    </message>
    <message>
        <source>Off: you check secrets out on the server&apos;s page, and read them here.</source>
        <translation>Desactivado: retira los secretos en la página del servidor y los lee aquí.</translation>
    </message>
    <message>
        <source>Off: you give secrets back on the server&apos;s page, also when Coffret locks.</source>
        <translation>Desactivado: devuelve los secretos en la página del servidor, también cuando Coffret se bloquea.</translation>
    </message>
    <message>
        <source>Off: you ask for access on the server&apos;s page.</source>
        <translation>Desactivado: pide acceso en la página del servidor.</translation>
    </message>
    <message>
        <source>Change folders</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Cambiar carpetas</translation>
    </message>
    <message>
        <source>Off: you make, rename and remove folders on the server&apos;s page.</source>
        <translation>Desactivado: crea, renombra y elimina carpetas en la página del servidor.</translation>
    </message>
    <message>
        <source>Off: they are sent one after the other. If one fails, what was made is removed again.</source>
        <translation>Desactivado: se envían uno tras otro. Si uno falla, lo creado se elimina de nuevo.</translation>
    </message>
</context>
<context>
    <name>coffret::AccountRemovalViewModel</name>
    <message>
        <source>The account is gone, but not all that was kept of it. %1</source>
        <extracomment>Message after an account was removed. %1 is an error, a whole sentence.</extracomment>
        <translation>La cuenta se ha quitado, pero no todo lo que se conservaba de ella. %1</translation>
    </message>
    <message>
        <source>Changes that were not sent, and cannot be read now, are lost.</source>
        <extracomment>Above the buttons that remove an account</extracomment>
        <translation>Se perderán los cambios que no se enviaron y que ahora no se pueden leer.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet will be lost.</source>
        <extracomment>Above the buttons that remove an account: changes that were made without the server</extracomment>
        <translation>
            <numerusform>Se perderá %n cambio que aún no se ha enviado.</numerusform>
            <numerusform>Se perderán %n cambios que aún no se han enviado.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ActionsViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done with a secret.</extracomment>
        <translation>Esta cuenta es de solo lectura</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Puede leer este secreto, pero no modificarlo</translation>
    </message>
    <message>
        <source>This account has no folders, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be moved.</extracomment>
        <translation>Esta cuenta no tiene carpetas, o su administrador no las pone a su disposición</translation>
    </message>
    <message>
        <source>This server has no tags, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be given a tag.</extracomment>
        <translation>Este servidor no tiene etiquetas, o su administrador no las pone a su disposición</translation>
    </message>
    <message>
        <source>Nothing expires on this server</source>
        <extracomment>Why no day can be set on which a secret expires.</extracomment>
        <translation>En este servidor nada caduca</translation>
    </message>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the user cannot choose the day on which a secret expires.</extracomment>
        <translation>Lo fija su administrador</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>When a secret ended or ends. %1 is a day.</extracomment>
        <translation>Caducó el %1</translation>
    </message>
    <message>
        <source>Expires on %1</source>
        <translation>Caduca el %1</translation>
    </message>
    <message>
        <source>Expiry changed</source>
        <extracomment>Message after the day a secret expires was changed.</extracomment>
        <translation>Caducidad modificada</translation>
    </message>
    <message>
        <source>It is deleted for everyone it is shared with. This cannot be undone.</source>
        <extracomment>Question before a secret that others see too is deleted.</extracomment>
        <translation>Se elimina para todas las personas con las que se comparte. Esta acción no se puede deshacer.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before a secret is deleted.</extracomment>
        <translation>Esta acción no se puede deshacer.</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>«%1» eliminado</translation>
    </message>
    <message>
        <source>“%1” was not deleted. %2</source>
        <translation>«%1» no se eliminó. %2</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why a secret cannot be deleted.</extracomment>
        <translation>La eliminación se hace en la página del servidor</translation>
    </message>
</context>
<context>
    <name>coffret::AgentKeys</name>
    <message>
        <source>%1 The key stays in it until %2 at the latest.</source>
        <extracomment>A key could not be taken out of the SSH agent. %1 says why, %2 is a moment.</extracomment>
        <translation>%1 La clave permanece en él hasta las %2 como muy tarde.</translation>
    </message>
</context>
<context>
    <name>coffret::Application</name>
    <message>
        <source>Coffret is only just starting.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Coffret aún se está iniciando.</translation>
    </message>
</context>
<context>
    <name>coffret::Autostart</name>
    <message>
        <source>Start Coffret with the desktop</source>
        <extracomment>Why a program asks the desktop to be started by it; in the desktop&apos;s own dialog.</extracomment>
        <translation>Iniciar Coffret con el escritorio</translation>
    </message>
</context>
<context>
    <name>coffret::BrowseViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>La cuenta no está abierta</translation>
    </message>
    <message>
        <source>This account has no groups, or its administrator keeps them from you</source>
        <extracomment>Why there are no groups to look at.</extracomment>
        <translation>Esta cuenta no tiene grupos, o su administrador no los pone a su disposición</translation>
    </message>
    <message>
        <source>Details</source>
        <extracomment>Tabs of a secret.</extracomment>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Uso compartido</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Comentarios</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Actividad</translation>
    </message>
    <message>
        <source>This account encrypts its values already</source>
        <extracomment>Why values cannot be sealed, which means encrypted with OpenPGP.</extracomment>
        <translation>Esta cuenta ya cifra sus valores</translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>Esta cuenta es de solo lectura</translation>
    </message>
    <message>
        <source>This server does not offer that, or its administrator keeps it off</source>
        <extracomment>Why the names of secrets cannot be encrypted after the fact.</extracomment>
        <translation>Este servidor no lo ofrece, o su administrador lo mantiene desactivado</translation>
    </message>
    <message>
        <source>%1 secrets loaded</source>
        <extracomment>Progress of loading. %1 is a number.</extracomment>
        <translation>%1 secretos cargados</translation>
    </message>
    <message>
        <source>%1 of %2 secrets loaded</source>
        <extracomment>Progress of loading. %1 and %2 are numbers.</extracomment>
        <translation>%1 de %2 secretos cargados</translation>
    </message>
    <message>
        <source>Not up to date, showing %1</source>
        <extracomment>Foot of the sidebar: the last sync failed. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Sin actualizar; estado mostrado: %1</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <extracomment>Foot of the sidebar. %1 is a moment, for example &quot;2 min ago&quot;.</extracomment>
        <translation>Sincronizado %1</translation>
    </message>
    <message>
        <source>This account is locked.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Esta cuenta está bloqueada.</translation>
    </message>
    <message>
        <source>This account could not be opened.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>No se pudo abrir esta cuenta.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <extracomment>In place of the list. %1 is what the user searched for.</extracomment>
        <translation>Nada coincide con «%1».</translation>
    </message>
    <message>
        <source>No favourites yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Aún no hay favoritos.</translation>
    </message>
    <message>
        <source>You have nothing checked out.</source>
        <extracomment>In place of the list: the user has borrowed no secret.</extracomment>
        <translation>No tiene nada en préstamo.</translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <extracomment>In place of the list: no secret has a problem.</extracomment>
        <translation>Nada requiere su atención.</translation>
    </message>
    <message>
        <source>Nothing expires soon.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Nada caduca pronto.</translation>
    </message>
    <message>
        <source>Nothing is shared with you.</source>
        <extracomment>In place of the list: nobody else&apos;s secret can be read.</extracomment>
        <translation>No hay nada compartido con usted.</translation>
    </message>
    <message>
        <source>No secret is shared with you yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Aún no hay ningún secreto compartido con usted.</translation>
    </message>
    <message>
        <source>No secrets here.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Aquí no hay secretos.</translation>
    </message>
    <message>
        <source>Unlock to see its secrets.</source>
        <translation>Desbloquéela para ver sus secretos.</translation>
    </message>
    <message>
        <source>The message above says why. Try again when it is solved.</source>
        <translation>El mensaje de arriba indica por qué. Inténtelo de nuevo cuando esté resuelto.</translation>
    </message>
    <message>
        <source>Try fewer letters, or part of a user name, address or folder.</source>
        <translation>Pruebe con menos letras, o con parte de un nombre de usuario, una dirección o una carpeta.</translation>
    </message>
    <message>
        <source>Only this list was searched. Choose “All secrets” to search everywhere.</source>
        <translation>Solo se ha buscado en esta lista. Elija «Todos los secretos» para buscar en todas partes.</translation>
    </message>
    <message>
        <source>Secrets marked with a star in the vault are shown here.</source>
        <translation>Aquí se muestran los secretos marcados con una estrella en la bóveda.</translation>
    </message>
    <message>
        <source>Secrets that you check out are listed here until you give them back or their time is over.</source>
        <translation>Los secretos que toma prestados figuran aquí hasta que los devuelva o termine su plazo.</translation>
    </message>
    <message>
        <source>Secrets with an unverified signature, an unknown type or no value would be listed here.</source>
        <translation>Aquí figurarían los secretos con firma no verificada, de tipo desconocido o sin valor.</translation>
    </message>
    <message>
        <source>Secrets that have expired, or do within 30 days, would be listed here.</source>
        <translation>Aquí figurarían los secretos que han caducado o que caducan en 30 días.</translation>
    </message>
    <message>
        <source>Secrets that belong to somebody else would be listed here.</source>
        <translation>Aquí figurarían los secretos que pertenecen a otra persona.</translation>
    </message>
    <message>
        <source>Ask a colleague to share one, then sync.</source>
        <translation>Pida a un colega que comparta uno y, después, sincronice.</translation>
    </message>
    <message>
        <source>Choose another list or clear the type filter.</source>
        <translation>Elija otra lista o quite el filtro de tipo.</translation>
    </message>
    <message>
        <source>What is lent cannot be duplicated</source>
        <extracomment>Why a secret cannot be copied into a new one: it belongs to an account that lends its values.</extracomment>
        <translation>Lo prestado no se puede duplicar</translation>
    </message>
    <message>
        <source>Nothing of this type here.</source>
        <extracomment>In place of the list, while only secrets of one type are shown.</extracomment>
        <translation>Nada de este tipo aquí.</translation>
    </message>
    <message>
        <source>It has no user name with a password</source>
        <extracomment>Why a command is not available: it types a user name and a password.</extracomment>
        <translation>No tiene nombre de usuario con contraseña</translation>
    </message>
    <message>
        <source>user name, Tab, password</source>
        <extracomment>What is typed into another window. Tab is a key.</extracomment>
        <translation>nombre de usuario, Tab, contraseña</translation>
    </message>
    <message>
        <source>No secret matches “%1”, but folders do.</source>
        <extracomment>In place of the list, below folders that were found. %1 is what the user searched for.</extracomment>
        <translation>Ningún secreto coincide con «%1», pero sí carpetas.</translation>
    </message>
    <message>
        <source>Connecting, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer, until the server answers. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Conectando; estado: %1</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <extracomment>Foot of the sidebar, while the lists are fetched again.</extracomment>
        <translation>Sincronizando…</translation>
    </message>
    <message>
        <source>Your passphrase is needed: sync to go on</source>
        <extracomment>Foot of the sidebar: syncing in the background has stopped, because nobody was there to enter the passphrase.</extracomment>
        <translation>Se necesita su frase de contraseña: sincronice para continuar</translation>
    </message>
    <message>
        <source>Offline, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Sin conexión; estado: %1</translation>
    </message>
</context>
<context>
    <name>coffret::BulkViewModel</name>
    <message numerus="yes">
        <source>%n secret(s) chosen</source>
        <extracomment>Heading in place of a secret&apos;s details. %n is how many are chosen.</extracomment>
        <translation>
            <numerusform>%n secreto elegido</numerusform>
            <numerusform>%n secretos elegidos</numerusform>
        </translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why several secrets cannot be changed.</extracomment>
        <translation>Esta cuenta es de solo lectura</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why several secrets cannot be shared.</extracomment>
        <translation>Esta cuenta no permite compartir, o su administrador no lo pone a su disposición</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why several secrets cannot be deleted.</extracomment>
        <translation>La eliminación se hace en la página del servidor</translation>
    </message>
</context>
<context>
    <name>coffret::Bulletin</name>
    <message>
        <source>%1 needs your attention</source>
        <extracomment>Notification. %1 is the name of an account.</extracomment>
        <translation>%1 requiere su atención</translation>
    </message>
    <message>
        <source>An account needs your attention</source>
        <extracomment>Notification.</extracomment>
        <translation>Una cuenta requiere su atención</translation>
    </message>
    <message>
        <source>Access ends soon</source>
        <extracomment>Notification: its title, about secrets that were checked out.</extracomment>
        <translation>El acceso termina pronto</translation>
    </message>
    <message>
        <source>Access was granted</source>
        <extracomment>Notification: the user asked for access to a secret, and somebody agreed.</extracomment>
        <translation>El acceso se ha aprobado</translation>
    </message>
    <message>
        <source>A secret you asked for can be checked out.</source>
        <translation>Un secreto que solicitó está disponible para préstamo.</translation>
    </message>
</context>
<context>
    <name>coffret::CertificateForm</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>About a file that was chosen.</extracomment>
        <translation>No se puede leer el archivo.</translation>
    </message>
    <message>
        <source>Look whether it is there and may be opened.</source>
        <extracomment>What to do about a file that cannot be read.</extracomment>
        <translation>Compruebe que existe y que puede abrirlo.</translation>
    </message>
    <message>
        <source>Read a private key from %1.</source>
        <extracomment>What was read from a file. %1 is its name.</extracomment>
        <translation>Clave privada leída de %1.</translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>%n certificado leído de %1.</numerusform>
            <numerusform>%n certificados leídos de %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) and a private key from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>%n certificado y una clave privada leídos de %1.</numerusform>
            <numerusform>%n certificados y una clave privada leídos de %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::CharacterSetModel</name>
    <message>
        <source>Lower-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Minúsculas</translation>
    </message>
    <message>
        <source>Upper-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Mayúsculas</translation>
    </message>
    <message>
        <source>Digits</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Dígitos</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>A set of characters for new passwords: punctuation and signs.</extracomment>
        <translation>Símbolos</translation>
    </message>
    <message>
        <source>Emoticons</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Emoticonos</translation>
    </message>
    <message>
        <source>Symbols %1</source>
        <extracomment>A set of characters for new passwords. %1 are the characters, separated by spaces.</extracomment>
        <translation>Símbolos %1</translation>
    </message>
</context>
<context>
    <name>coffret::CheckOutViewModel</name>
    <message>
        <source>%1 was given back</source>
        <extracomment>Short message at the foot of the window. %1 is a secret&apos;s name.</extracomment>
        <translation>Se ha devuelto %1</translation>
    </message>
    <message>
        <source>Say why you need it: whoever decides reads this.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>Indique por qué lo necesita: quien decide lo leerá.</translation>
    </message>
    <message>
        <source>Write a time, or a day and a time, as in %1.</source>
        <extracomment>Under a field of the form that asks for access. %1 is a moment as it can be written.</extracomment>
        <translation>Escriba una hora, o un día y una hora, como %1.</translation>
    </message>
    <message>
        <source>That is over already.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>Ese momento ya ha pasado.</translation>
    </message>
</context>
<context>
    <name>coffret::CodeEntryViewModel</name>
    <message>
        <source>This moves several accounts from one phone to another. Export one account alone, or use the key that the service shows.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Esto traslada varias cuentas de un teléfono a otro. Exporte una sola cuenta, o use la clave que muestra el servicio.</translation>
    </message>
    <message>
        <source>This key is for codes that are counted, not for codes that change with time.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Esta clave es para códigos con contador, no para códigos que cambian con el tiempo.</translation>
    </message>
    <message>
        <source>This address makes no codes: its secret, digits, period or algorithm is missing or wrong.</source>
        <extracomment>Under the field for the key of one-time codes. Secret, digits, period and algorithm are parts of the address.</extracomment>
        <translation>Esta dirección no produce códigos: su parámetro «secret», «digits», «period» o «algorithm» falta o es incorrecto.</translation>
    </message>
    <message>
        <source>A key has only the letters A to Z and the digits 2 to 7.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Una clave solo tiene las letras de la A a la Z y los dígitos del 2 al 7.</translation>
    </message>
    <message>
        <source>The end of the key is missing.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Falta el final de la clave.</translation>
    </message>
    <message>
        <source>The key is too short.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>La clave es demasiado corta.</translation>
    </message>
    <message>
        <source>Your desktop gave no picture of the screen.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Su escritorio no proporcionó ninguna imagen de la pantalla.</translation>
    </message>
    <message>
        <source>%1 digits, a new code every %2 seconds, %3</source>
        <extracomment>About one-time codes. %1 is how many digits they have, %2 a number of seconds, %3 the name of a method.</extracomment>
        <translation>%1 dígitos, un código nuevo cada %2 segundos, %3</translation>
    </message>
    <message>
        <source>The file is no picture that can be read.</source>
        <extracomment>Under the field for the key of one-time codes: the chosen file is no picture, or too large.</extracomment>
        <translation>El archivo no es una imagen que se pueda leer.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>No hay ninguna imagen en el portapapeles.</translation>
    </message>
    <message>
        <source>No QR code was found in the picture.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>No se encontró ningún código QR en la imagen.</translation>
    </message>
    <message>
        <source>The picture has several keys. Use one that shows a single QR code.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>La imagen tiene varias claves. Use una que muestre un solo código QR.</translation>
    </message>
    <message>
        <source>The QR code says something else than a key for one-time codes.</source>
        <translation>El código QR contiene otra cosa que no es una clave de códigos de un solo uso.</translation>
    </message>
</context>
<context>
    <name>coffret::CommandTable</name>
    <message>
        <source>Find</source>
        <extracomment>Group of commands: search, and moving around in the window.</extracomment>
        <translation>Búsqueda y navegación</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>A command: goes to the search field.</extracomment>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Command palette</source>
        <extracomment>A command: the list of everything that can be done.</extracomment>
        <translation>Paleta de comandos</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>A command: copies a secret from whatever program is in front.</extracomment>
        <translation>Búsqueda rápida</translation>
    </message>
    <message>
        <source>Go to the tree</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Ir al árbol</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Ir a la lista</translation>
    </message>
    <message>
        <source>Next pane</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Panel siguiente</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>What a key does.</extracomment>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Clear, then back</source>
        <extracomment>What a key does.</extracomment>
        <translation>Borrar y, después, volver atrás</translation>
    </message>
    <message>
        <source>Switch account</source>
        <extracomment>What some keys do.</extracomment>
        <translation>Cambiar de cuenta</translation>
    </message>
    <message>
        <source>No folder is chosen</source>
        <extracomment>Why a command is not available: it is for the folder whose secrets are listed.</extracomment>
        <translation>No hay ninguna carpeta elegida</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Group of commands: about the folder whose secrets are listed.</extracomment>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Nueva carpeta…</translation>
    </message>
    <message>
        <source>Share folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Compartir carpeta…</translation>
    </message>
    <message>
        <source>Rename folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Cambiar el nombre de la carpeta…</translation>
    </message>
    <message>
        <source>Move folder…</source>
        <extracomment>A command: into another folder.</extracomment>
        <translation>Mover carpeta…</translation>
    </message>
    <message>
        <source>Delete folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Eliminar carpeta…</translation>
    </message>
    <message>
        <source>This folder has no environments</source>
        <extracomment>Why environments cannot be compared, nor files read into them.</extracomment>
        <translation>Esta carpeta no tiene entornos</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>A command.</extracomment>
        <translation>Comparar entornos…</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>A command.</extracomment>
        <translation>Nuevo secreto en varios entornos…</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>A command.</extracomment>
        <translation>Importar un archivo .env…</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>A command.</extracomment>
        <translation>Exportar a un archivo cifrado…</translation>
    </message>
    <message>
        <source>Account</source>
        <extracomment>Group of commands: about the account in view, or all of them.</extracomment>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Sync</source>
        <extracomment>A command: fetches the lists of all accounts again.</extracomment>
        <translation>Sincronizar</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>A command: sets up one more account.</extracomment>
        <translation>Añadir cuenta…</translation>
    </message>
    <message>
        <source>About this account…</source>
        <extracomment>A command: what is known of the account, and what it cannot do.</extracomment>
        <translation>Acerca de esta cuenta…</translation>
    </message>
    <message>
        <source>Account options…</source>
        <extracomment>A command: name, apps and other settings of the account.</extracomment>
        <translation>Opciones de la cuenta…</translation>
    </message>
    <message>
        <source>Health…</source>
        <extracomment>A command: looks for weak, reused, expired and unsigned secrets.</extracomment>
        <translation>Salud de los secretos…</translation>
    </message>
    <message>
        <source>Remove account…</source>
        <extracomment>A command: takes the account off this computer.</extracomment>
        <translation>Quitar cuenta…</translation>
    </message>
    <message>
        <source>Groups…</source>
        <extracomment>A command: who is in which group.</extracomment>
        <translation>Grupos…</translation>
    </message>
    <message>
        <source>Encrypt all details…</source>
        <extracomment>A command: names and addresses that lie in the clear on the server are encrypted.</extracomment>
        <translation>Cifrar todos los detalles…</translation>
    </message>
    <message>
        <source>Seal values…</source>
        <extracomment>A command: values of an account that does not encrypt them itself are encrypted with OpenPGP.</extracomment>
        <translation>Sellar valores…</translation>
    </message>
    <message>
        <source>Give back everything checked out</source>
        <extracomment>A command: of accounts that lend their values.</extracomment>
        <translation>Devolver todo lo que está en préstamo</translation>
    </message>
    <message>
        <source>You have nothing checked out</source>
        <extracomment>Why nothing can be given back.</extracomment>
        <translation>No tiene nada en préstamo</translation>
    </message>
    <message>
        <source>This is how it is now</source>
        <extracomment>Why colours cannot be chosen.</extracomment>
        <translation>Ya está así</translation>
    </message>
    <message>
        <source>Program</source>
        <extracomment>Group of commands: about the program as a whole.</extracomment>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>A command: locks every account.</extracomment>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>Settings…</source>
        <extracomment>A command.</extracomment>
        <translation>Configuración…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>A command.</extracomment>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Colours of the desktop</source>
        <extracomment>A command: colours follow the desktop.</extracomment>
        <translation>Colores del escritorio</translation>
    </message>
    <message>
        <source>Light colours</source>
        <extracomment>A command.</extracomment>
        <translation>Colores claros</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <extracomment>A command.</extracomment>
        <translation>Colores oscuros</translation>
    </message>
    <message>
        <source>Colours of high contrast</source>
        <extracomment>A command.</extracomment>
        <translation>Colores de alto contraste</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>A command: ends the program.</extracomment>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Secret</source>
        <extracomment>Group of commands: about the secret that is shown.</extracomment>
        <translation>Secreto</translation>
    </message>
    <message>
        <source>Copy password, key or token</source>
        <extracomment>A command.</extracomment>
        <translation>Copiar contraseña, clave o token</translation>
    </message>
    <message>
        <source>Copy user name</source>
        <extracomment>A command.</extracomment>
        <translation>Copiar nombre de usuario</translation>
    </message>
    <message>
        <source>Copy the first address</source>
        <extracomment>A command.</extracomment>
        <translation>Copiar la primera dirección</translation>
    </message>
    <message>
        <source>Copy one-time code</source>
        <extracomment>A command.</extracomment>
        <translation>Copiar código de un solo uso</translation>
    </message>
    <message>
        <source>Show or hide the value</source>
        <extracomment>A command.</extracomment>
        <translation>Mostrar u ocultar el valor</translation>
    </message>
    <message>
        <source>Show the value while held</source>
        <extracomment>What holding two keys does.</extracomment>
        <translation>Mostrar el valor al mantener pulsado</translation>
    </message>
    <message>
        <source>Show the value in large type</source>
        <extracomment>A command.</extracomment>
        <translation>Mostrar el valor en letra grande</translation>
    </message>
    <message>
        <source>Show the value as a QR code</source>
        <extracomment>A command.</extracomment>
        <translation>Mostrar el valor como código QR</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>A command.</extracomment>
        <translation>Nuevo secreto</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>A command: changes the secret that is shown.</extracomment>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Save what is written</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>Guardar lo escrito</translation>
    </message>
    <message>
        <source>Generate a password while writing one</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>Generar una contraseña mientras se escribe</translation>
    </message>
    <message>
        <source>Add to or remove from favourites</source>
        <extracomment>A command: marks the secret with a star, or takes it away.</extracomment>
        <translation>Añadir a favoritos o quitar de ellos</translation>
    </message>
    <message>
        <source>This account has no favourites</source>
        <extracomment>Why a secret cannot be marked with a star.
----------
Why secrets cannot be marked with a star.</extracomment>
        <translation>Esta cuenta no tiene favoritos</translation>
    </message>
    <message>
        <source>Move secret…</source>
        <extracomment>A command: to another folder.</extracomment>
        <translation>Mover secreto…</translation>
    </message>
    <message>
        <source>Secret expires in 90 days</source>
        <extracomment>A command.</extracomment>
        <translation>Hacer que el secreto caduque en 90 días</translation>
    </message>
    <message>
        <source>Mark secret as expired</source>
        <extracomment>A command: its value should be replaced at once.</extracomment>
        <translation>Marcar el secreto como caducado</translation>
    </message>
    <message>
        <source>Secret never expires</source>
        <extracomment>A command.</extracomment>
        <translation>Hacer que el secreto no caduque nunca</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire.</extracomment>
        <translation>No hay ningún día definido</translation>
    </message>
    <message>
        <source>Delete secret…</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>Eliminar secreto…</translation>
    </message>
    <message>
        <source>This account does not have that</source>
        <extracomment>Why a tab of a secret cannot be shown.</extracomment>
        <translation>Esta cuenta no ofrece eso</translation>
    </message>
    <message>
        <source>Share secret…</source>
        <extracomment>A command: who may see the secret.</extracomment>
        <translation>Compartir secreto…</translation>
    </message>
    <message>
        <source>Comments on the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Comentarios sobre el secreto</translation>
    </message>
    <message>
        <source>History of the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Historial del secreto</translation>
    </message>
    <message>
        <source>Activity around the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Actividad en torno al secreto</translation>
    </message>
    <message>
        <source>There is nothing to check out or give back here</source>
        <extracomment>Why a secret can be neither checked out nor given back.</extracomment>
        <translation>Aquí no hay nada que tomar prestado ni devolver</translation>
    </message>
    <message>
        <source>Check secret out</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Tomar prestado el secreto</translation>
    </message>
    <message>
        <source>Give secret back</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Devolver el secreto</translation>
    </message>
    <message>
        <source>Request access to secret…</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Solicitar acceso al secreto…</translation>
    </message>
    <message>
        <source>Encrypt details of the secret…</source>
        <extracomment>A command: its name and addresses, in the clear on the server until now, are encrypted.</extracomment>
        <translation>Cifrar los detalles del secreto…</translation>
    </message>
    <message>
        <source>Its details are encrypted, or cannot be</source>
        <extracomment>Why the name of a secret cannot be encrypted.</extracomment>
        <translation>Sus detalles ya están cifrados, o no se pueden cifrar</translation>
    </message>
    <message>
        <source>This secret has one value only</source>
        <extracomment>Why values in several environments cannot be looked at.</extracomment>
        <translation>Este secreto solo tiene un valor</translation>
    </message>
    <message>
        <source>Compare secret in its environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>Comparar el secreto en sus entornos…</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>Definir valor en entornos…</translation>
    </message>
    <message>
        <source>Copy secret as KEY=value</source>
        <extracomment>A command: copies a secret as a line of a .env file; KEY=value stays as it is.</extracomment>
        <translation>Copiar secreto como KEY=value</translation>
    </message>
    <message>
        <source>Copy secret as export line</source>
        <extracomment>A command: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word.</extracomment>
        <translation>Copiar secreto como línea export</translation>
    </message>
    <message>
        <source>Copy secret as JSON</source>
        <extracomment>A command: copies a secret as a JSON object.</extracomment>
        <translation>Copiar secreto como JSON</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Coffret está bloqueado</translation>
    </message>
    <message>
        <source>An account is being set up</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Se está configurando una cuenta</translation>
    </message>
    <message>
        <source>Finish what you are writing first</source>
        <extracomment>Why a command is not available: the editor is open.</extracomment>
        <translation>Termine primero lo que está escribiendo</translation>
    </message>
    <message>
        <source>Several secrets are chosen</source>
        <extracomment>Why a command is not available: it is for one secret.</extracomment>
        <translation>Hay varios secretos elegidos</translation>
    </message>
    <message>
        <source>No secret is chosen</source>
        <extracomment>Why a command is not available: it is for the secret that is shown.</extracomment>
        <translation>No hay ningún secreto elegido</translation>
    </message>
    <message>
        <source>Sort the list: %1</source>
        <extracomment>A command: what comes first in the list. %1 is an order, such as &quot;Last changed&quot;.</extracomment>
        <translation>Ordenar la lista: %1</translation>
    </message>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen.</extracomment>
        <translation>Esta cuenta no toma nada prestado</translation>
    </message>
    <message>
        <source>Keep what is checked out when Coffret locks or quits</source>
        <extracomment>A command: what is checked out is given back by itself, or stays.</extracomment>
        <translation>Conservar los préstamos cuando Coffret se bloquea o se cierra</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <translation>Devolver cuando Coffret se bloquea o se cierra</translation>
    </message>
    <message>
        <source>Values are not shown now</source>
        <extracomment>For a moment, after presentation mode was turned on or off.</extracomment>
        <translation>Ahora no se muestran los valores</translation>
    </message>
    <message>
        <source>Values can be shown again</source>
        <translation>Los valores se pueden volver a mostrar</translation>
    </message>
    <message>
        <source>Turn presentation mode off</source>
        <extracomment>A command: values are never shown on the screen, or they are again.</extracomment>
        <translation>Desactivar el modo de presentación</translation>
    </message>
    <message>
        <source>Turn presentation mode on</source>
        <translation>Activar el modo de presentación</translation>
    </message>
    <message>
        <source>This secret is not an SSH key</source>
        <extracomment>Why a command is not available: it is for SSH keys.</extracomment>
        <translation>Este secreto no es una clave SSH</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>A command: the public half of an SSH key.</extracomment>
        <translation>Copiar la clave pública</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>A command: asks for how long an SSH key goes into the SSH agent, whose name is ssh-agent.</extracomment>
        <translation>Añadir a ssh-agent…</translation>
    </message>
    <message>
        <source>It is in ssh-agent already</source>
        <extracomment>Why a key cannot be put into the SSH agent.</extracomment>
        <translation>Ya está en ssh-agent</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>A command: takes a key out of the SSH agent.</extracomment>
        <translation>Quitar de ssh-agent</translation>
    </message>
    <message>
        <source>It is not in ssh-agent</source>
        <extracomment>Why a key cannot be taken out of the SSH agent.</extracomment>
        <translation>No está en ssh-agent</translation>
    </message>
    <message>
        <source>Only API keys can be copied so</source>
        <extracomment>Why a secret cannot be copied as a line for a shell or as JSON.</extracomment>
        <translation>Solo las claves de API se copian así</translation>
    </message>
    <message>
        <source>Fewer than two secrets are chosen</source>
        <extracomment>Why a command is not available: it is for two secrets or more.</extracomment>
        <translation>Hay menos de dos secretos seleccionados</translation>
    </message>
    <message>
        <source>Choose several</source>
        <extracomment>What some keys do in the list of secrets.</extracomment>
        <translation>Seleccionar varios</translation>
    </message>
    <message>
        <source>Choose all secrets of the list</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>Seleccionar todos los secretos de la lista</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <extracomment>Why nothing can be chosen.</extracomment>
        <translation>La lista está vacía</translation>
    </message>
    <message>
        <source>Share the chosen secrets…</source>
        <extracomment>A command: gives people access to several secrets.</extracomment>
        <translation>Compartir los secretos seleccionados…</translation>
    </message>
    <message>
        <source>Move the chosen secrets…</source>
        <extracomment>A command.</extracomment>
        <translation>Mover los secretos seleccionados…</translation>
    </message>
    <message>
        <source>This account has no folders to move them to</source>
        <extracomment>Why secrets cannot be moved.</extracomment>
        <translation>Esta cuenta no tiene carpetas a las que moverlos</translation>
    </message>
    <message>
        <source>Add the chosen secrets to favourites</source>
        <extracomment>A command: gives several secrets a star.</extracomment>
        <translation>Añadir los secretos seleccionados a favoritos</translation>
    </message>
    <message>
        <source>Remove the chosen secrets from favourites</source>
        <extracomment>A command: takes the star of several secrets away.</extracomment>
        <translation>Quitar los secretos seleccionados de favoritos</translation>
    </message>
    <message>
        <source>Delete the chosen secrets…</source>
        <extracomment>A command: after a question.</extracomment>
        <translation>Eliminar los secretos seleccionados…</translation>
    </message>
    <message>
        <source>Open its menu</source>
        <extracomment>What some keys do: of the secret or folder that is current, with all that can be done with it.</extracomment>
        <translation>Abrir su menú</translation>
    </message>
    <message>
        <source>In the tree: open or close a folder</source>
        <extracomment>What some keys do in the tree of lists and folders: what lies below a folder is shown, or not any more.</extracomment>
        <translation>En el árbol: abrir o cerrar una carpeta</translation>
    </message>
    <message>
        <source>In the tree: open every folder</source>
        <extracomment>What a key does in the tree of lists and folders.</extracomment>
        <translation>En el árbol: abrir todas las carpetas</translation>
    </message>
    <message>
        <source>In the tree: to the first, to the last</source>
        <extracomment>What some keys do in the tree of lists and folders.</extracomment>
        <translation>En el árbol: al primero, al último</translation>
    </message>
    <message>
        <source>In the tree: to what begins so</source>
        <extracomment>What some keys do in the tree of lists and folders: the first letters of a name lead to it.</extracomment>
        <translation>En el árbol: a lo que empieza así</translation>
    </message>
    <message>
        <source>In the quick lookup: copy that result</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>En la búsqueda rápida: copiar ese resultado</translation>
    </message>
    <message>
        <source>In the quick lookup: open it here</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>En la búsqueda rápida: abrirlo aquí</translation>
    </message>
    <message>
        <source>Open the first web address</source>
        <extracomment>A command: in the browser.</extracomment>
        <translation>Abrir la primera dirección web</translation>
    </message>
    <message>
        <source>It has no web address</source>
        <extracomment>Why no browser can be opened for a secret.</extracomment>
        <translation>No tiene dirección web</translation>
    </message>
    <message>
        <source>Copy password and one-time code in one</source>
        <extracomment>A command: password and one-time code as one text, for services that take both in one field.</extracomment>
        <translation>Copiar contraseña y código de un solo uso juntos</translation>
    </message>
    <message>
        <source>Duplicate secret…</source>
        <extracomment>A command: begins a new secret that holds what the shown one does.</extracomment>
        <translation>Duplicar secreto…</translation>
    </message>
    <message>
        <source>Add tag to secret…</source>
        <extracomment>A command: a word to file the secret under is typed next.</extracomment>
        <translation>Añadir etiqueta al secreto…</translation>
    </message>
    <message>
        <source>Type password, key or token into another window…</source>
        <extracomment>A command: types the value into another program&apos;s window, as a keyboard would.</extracomment>
        <translation>Teclear contraseña, clave o token en otra ventana…</translation>
    </message>
    <message>
        <source>Type user name, Tab, password into another window…</source>
        <extracomment>A command: types both into another program&apos;s window, with the Tab key between.</extracomment>
        <translation>Teclear nombre de usuario, Tab, contraseña en otra ventana…</translation>
    </message>
    <message>
        <source>Export folder…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>Exportar carpeta…</translation>
    </message>
    <message>
        <source>Export secrets…</source>
        <extracomment>A command: writes secrets of the account into a file.</extracomment>
        <translation>Exportar secretos…</translation>
    </message>
    <message>
        <source>Export the chosen secrets…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>Exportar los secretos seleccionados…</translation>
    </message>
    <message>
        <source>Import secrets…</source>
        <extracomment>A command: secrets from a file of another program.</extracomment>
        <translation>Importar secretos…</translation>
    </message>
</context>
<context>
    <name>coffret::CommentListModel</name>
    <message>
        <source>%1, changed</source>
        <extracomment>When a comment was written, and that it was changed since. %1 is a moment.</extracomment>
        <translation>%1, modificado</translation>
    </message>
</context>
<context>
    <name>coffret::ComparisonViewModel</name>
    <message>
        <source>Environments of %1</source>
        <extracomment>Heading of the comparison of environments. %1 is an application.</extracomment>
        <translation>Entornos de %1</translation>
    </message>
    <message>
        <source>All values are the same.</source>
        <extracomment>What a comparison of names and values comes to.</extracomment>
        <translation>Todos los valores son iguales.</translation>
    </message>
    <message>
        <source>The values that could be compared are the same.</source>
        <extracomment>What a comparison of names and values comes to, where some could not be compared.</extracomment>
        <translation>Los valores que se pudieron comparar son iguales.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) differ.</source>
        <translation>
            <numerusform>%n nombre difiere.</numerusform>
            <numerusform>%n nombres difieren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) could not be compared.</source>
        <extracomment>After what a comparison comes to. %n is a number of values.</extracomment>
        <translation>
            <numerusform>%n valor no se pudo comparar.</numerusform>
            <numerusform>%n valores no se pudieron comparar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) have no value somewhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at. %n is a number of names.</extracomment>
        <translation>
            <numerusform>%n nombre no tiene valor en algún entorno. No se ha examinado si los valores son iguales.</numerusform>
            <numerusform>%n nombres no tienen valor en algún entorno. No se ha examinado si los valores son iguales.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every name has a value everywhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at.</extracomment>
        <translation>Todos los nombres tienen un valor en todas partes. No se ha examinado si los valores son iguales.</translation>
    </message>
    <message>
        <source>Every name has a value wherever that could be read. Whether the values are the same was not looked at.</source>
        <translation>Todos los nombres tienen un valor dondequiera que se pudo leer. No se ha examinado si los valores son iguales.</translation>
    </message>
    <message>
        <source>No name contains “%1”.</source>
        <extracomment>In place of a comparison. %1 is what the user searched for.</extracomment>
        <translation>Ningún nombre contiene «%1».</translation>
    </message>
    <message>
        <source>Nothing is known to differ.</source>
        <extracomment>In place of a comparison.</extracomment>
        <translation>No se conoce ninguna diferencia.</translation>
    </message>
    <message>
        <source>There are no secrets in these environments.</source>
        <translation>No hay secretos en estos entornos.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>What is looked at in a comparison. %1 is a name, %2 an environment.</extracomment>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>This environment could not be read</source>
        <extracomment>Why a value cannot be set there.</extracomment>
        <translation>Este entorno no se pudo leer</translation>
    </message>
</context>
<context>
    <name>coffret::ConflictListModel</name>
    <message>
        <source>Name</source>
        <extracomment>Labels of what differs between two versions of a secret.</extracomment>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Direcciones</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caducidad</translation>
    </message>
    <message>
        <source>Symbol</source>
        <extracomment>Label of what differs between two versions of a secret.</extracomment>
        <translation>Símbolo</translation>
    </message>
</context>
<context>
    <name>coffret::DetailViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Esta cuenta es de solo lectura</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Puede leer este secreto, pero no modificarlo</translation>
    </message>
    <message>
        <source>This version of Coffret does not know its type</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Esta versión de Coffret no conoce su tipo</translation>
    </message>
    <message>
        <source>Its details cannot be decrypted</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Sus detalles no se pueden descifrar</translation>
    </message>
    <message>
        <source>The secret has no such field.</source>
        <extracomment>In place of a value: the opened secret turned out to have other fields than the list promised.</extracomment>
        <translation>El secreto no tiene ese campo.</translation>
    </message>
    <message>
        <source>The fields it has are shown now.</source>
        <extracomment>What to do next, after the sentence above.</extracomment>
        <translation>Ahora se muestran los campos que tiene.</translation>
    </message>
    <message>
        <source>%1 Copy it anyway?</source>
        <translation>%1 ¿Copiar de todos modos?</translation>
    </message>
    <message>
        <source>The value has characters that cannot be written that way.</source>
        <extracomment>Message instead of copying: for example a line break cannot stand in a header.</extracomment>
        <translation>El valor tiene caracteres que no se pueden escribir de ese modo.</translation>
    </message>
    <message>
        <source>%1 with one-time code</source>
        <extracomment>What was copied, in a message: two values in one. %1 is the label of the first, for example Password.</extracomment>
        <translation>%1 con código de un solo uso</translation>
    </message>
    <message>
        <source>Shared</source>
        <extracomment>Below the name of a secret: others have it too.</extracomment>
        <translation>Compartido</translation>
    </message>
    <message>
        <source>Only you</source>
        <extracomment>Below the name of a secret: nobody else has it.</extracomment>
        <translation>Solo usted</translation>
    </message>
    <message>
        <source>Kept on this computer, as of %1</source>
        <extracomment>In a banner above a secret that was kept for when its server cannot be reached. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Guardado en este equipo; estado: %1</translation>
    </message>
</context>
<context>
    <name>coffret::DiscussionViewModel</name>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <extracomment>Below the field for a comment. %n is how many characters have to go.</extracomment>
        <translation>
            <numerusform>Sobra %n carácter</numerusform>
            <numerusform>Sobran %n caracteres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <extracomment>Below the field for a comment. %n is how many characters still fit.</extracomment>
        <translation>
            <numerusform>Queda %n carácter</numerusform>
            <numerusform>Quedan %n caracteres</numerusform>
        </translation>
    </message>
    <message>
        <source>Changing your comment</source>
        <extracomment>Above the field for a comment: an earlier one is being changed.</extracomment>
        <translation>Modificando su comentario</translation>
    </message>
    <message>
        <source>Answering %1</source>
        <extracomment>Above the field for a comment. %1 is a person.</extracomment>
        <translation>Respondiendo a %1</translation>
    </message>
</context>
<context>
    <name>coffret::EditFieldModel</name>
    <message>
        <source>Taken back when your access ended. On the server it stays as it is.</source>
        <extracomment>Help under a field of a secret to which access has ended while it was being changed.</extracomment>
        <translation>Retirado al terminar su acceso. En el servidor, el valor se queda como está.</translation>
    </message>
    <message>
        <source>The key the service shows when you turn it on: letters and digits, or an address that begins with otpauth://</source>
        <extracomment>Help under the field of a one-time code. otpauth:// is the beginning of such an address.</extracomment>
        <translation>La clave que muestra el servicio al activarlo: letras y dígitos, o una dirección que empieza por otpauth://</translation>
    </message>
</context>
<context>
    <name>coffret::EditorViewModel</name>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the day a secret expires cannot be chosen.</extracomment>
        <translation>Lo fija su administrador</translation>
    </message>
    <message>
        <source>Your access to it has ended</source>
        <extracomment>Why a value that is being changed cannot be shown.</extracomment>
        <translation>Su acceso a él ha terminado</translation>
    </message>
    <message>
        <source>Selection</source>
        <extracomment>What was copied, in a message: a part of a value that is being written.</extracomment>
        <translation>Selección</translation>
    </message>
    <message>
        <source>Saving…</source>
        <extracomment>Beside the Save button.</extracomment>
        <translation>Guardando…</translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <extracomment>Beside the Save button, which does nothing yet.</extracomment>
        <translation>Aún no ha escrito nada</translation>
    </message>
    <message>
        <source>Nothing changed yet</source>
        <translation>Aún no ha cambiado nada</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>Ya existe un secreto «%1».</translation>
    </message>
    <message>
        <source>Set its value to what you have written, open it, or choose another name.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>Defina su valor con lo que ha escrito, ábralo o elija otro nombre.</translation>
    </message>
    <message>
        <source>“%1” created</source>
        <extracomment>Message after saving. %1 is the name of a secret.</extracomment>
        <translation>«%1» creado</translation>
    </message>
    <message>
        <source>“%1” saved</source>
        <translation>«%1» guardado</translation>
    </message>
    <message>
        <source>The server&apos;s version stays</source>
        <extracomment>Message: the user chose the other version of a secret, so what was written is given up.</extracomment>
        <translation>Se mantiene la versión del servidor</translation>
    </message>
    <message>
        <source>Put the new secret in</source>
        <extracomment>Heading above the folders a new secret can be put in</extracomment>
        <translation>Poner el nuevo secreto en</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <extracomment>The name that a copy of a secret begins with. %1 is the name of that secret.</extracomment>
        <translation>Copia de %1</translation>
    </message>
    <message>
        <source>“%1” is sent when the server can be reached</source>
        <extracomment>Message: what was written is sent later. %1 is the name of a secret</extracomment>
        <translation>«%1» se enviará cuando se pueda contactar con el servidor</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile.</source>
        <extracomment>A new secret is saved whose earlier saves were not answered.</extracomment>
        <translation>Entretanto ha aparecido un secreto con este nombre.</translation>
    </message>
    <message>
        <source>It may be this one: look before you save it again.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>Puede ser este: compruébelo antes de volver a guardarlo.</translation>
    </message>
    <message>
        <source>The secret is gone. What you wrote can be saved as a new one.</source>
        <extracomment>Message: a secret was to be changed, and is gone. The form holds what the user had written.</extracomment>
        <translation>El secreto ya no existe. Lo que ha escrito se puede guardar como uno nuevo.</translation>
    </message>
    <message>
        <source>This change is just being sent</source>
        <extracomment>Message: a change cannot be opened in the form right now</extracomment>
        <translation>Este cambio se está enviando ahora mismo</translation>
    </message>
</context>
<context>
    <name>coffret::EnrolmentViewModel</name>
    <message>
        <source>Your key; it is in your GnuPG keyring already</source>
        <extracomment>About the key in an account kit</extracomment>
        <translation>Su clave; ya está en su llavero de GnuPG</translation>
    </message>
    <message>
        <source>Your key, locked with your passphrase</source>
        <translation>Su clave, bloqueada con su frase de contraseña</translation>
    </message>
    <message>
        <source>Your key, without a passphrase: whoever has the kit has the key</source>
        <translation>Su clave, sin frase de contraseña: quien tiene el kit tiene la clave</translation>
    </message>
    <message>
        <source>This file is not the account kit any more.</source>
        <translation>Este archivo ya no es el kit de cuenta.</translation>
    </message>
    <message>
        <source>It was left alone.</source>
        <translation>No se ha tocado.</translation>
    </message>
    <message>
        <source>The account kit could not be deleted.</source>
        <translation>No se pudo eliminar el kit de cuenta.</translation>
    </message>
    <message>
        <source>Delete it yourself: %1</source>
        <translation>Elimínelo usted: %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentCellModel</name>
    <message>
        <source>Different values</source>
        <extracomment>Under a name of which environments hold values that are not all the same.</extracomment>
        <translation>Valores diferentes</translation>
    </message>
    <message numerus="yes">
        <source>No value in %n environment(s)</source>
        <extracomment>Under a name. %n is in how many environments it has no value.</extracomment>
        <translation>
            <numerusform>Sin valor en %n entorno</numerusform>
            <numerusform>Sin valor en %n entornos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same where it could be compared, %n could not be</source>
        <extracomment>Under a name. %n is in how many environments nobody knows what the value is.</extracomment>
        <translation>
            <numerusform>Igual donde se pudo comparar; en %n no se pudo</numerusform>
            <numerusform>Igual donde se pudo comparar; en %n no se pudo</numerusform>
        </translation>
    </message>
    <message>
        <source>Same everywhere</source>
        <extracomment>Under a name of which all environments hold the same value.</extracomment>
        <translation>Igual en todas partes</translation>
    </message>
    <message>
        <source>same as %1</source>
        <extracomment>About a value in one environment. %1 are others that hold the same.</extracomment>
        <translation>igual que en %1</translation>
    </message>
    <message>
        <source>different from %1</source>
        <extracomment>About a value in one environment. %1 are others that hold another.</extracomment>
        <translation>distinto del de %1</translation>
    </message>
    <message>
        <source>not there</source>
        <extracomment>About a name that an environment does not have.</extracomment>
        <translation>no existe</translation>
    </message>
    <message>
        <source>there without a value</source>
        <extracomment>About a name that an environment has, without a value.</extracomment>
        <translation>existe, sin valor</translation>
    </message>
    <message>
        <source>not told</source>
        <extracomment>About a name in an environment that could not be read.</extracomment>
        <translation>no comunicado</translation>
    </message>
    <message>
        <source>has value, which could not be compared</source>
        <extracomment>About a name in an environment whose value was to be compared with others.</extracomment>
        <translation>tiene valor, que no se pudo comparar</translation>
    </message>
    <message>
        <source>has value</source>
        <extracomment>About a name in an environment. In the second, %1 says where else the value is the same or another.</extracomment>
        <translation>tiene valor</translation>
    </message>
    <message>
        <source>has value, %1</source>
        <translation>tiene valor, %1</translation>
    </message>
    <message>
        <source>%1 in %2: %3</source>
        <extracomment>A cell of a comparison. %1 is a name, %2 an environment, %3 what is there, for example &quot;has value&quot;.</extracomment>
        <translation>%1 en %2: %3</translation>
    </message>
    <message>
        <source>Not there</source>
        <extracomment>Cells of a comparison, short. The last names a value that is not the same everywhere, by a letter %1.</extracomment>
        <translation>No existe</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>Sin valor</translation>
    </message>
    <message>
        <source>Has value</source>
        <translation>Tiene valor</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>No comunicado</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Igual</translation>
    </message>
    <message>
        <source>Value %1</source>
        <translation>Valor %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentExportViewModel</name>
    <message>
        <source>Export %1 to an encrypted file</source>
        <extracomment>Heading of the sheet that writes an encrypted file. %1 is an environment, for example staging.</extracomment>
        <translation>Exportar %1 a un archivo cifrado</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>No había nada que escribir: no se creó ningún archivo.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) written, encrypted, to %1.</source>
        <extracomment>What became of an export. %n is how many values are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>Se escribió %n valor, cifrado, en %1.</numerusform>
            <numerusform>Se escribieron %n valores, cifrados, en %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a value: %1.</source>
        <extracomment>What is not in an exported file. %1 are names.</extracomment>
        <translation>Sin valor: %1.</translation>
    </message>
    <message>
        <source>Left out, as a .env file cannot hold it: %1.</source>
        <extracomment>What is not in an exported file, because its format has no way to write it. %1 are names.</extracomment>
        <translation>No incluido, porque un archivo .env no puede contenerlo: %1.</translation>
    </message>
    <message>
        <source>Left out, as it could not be decrypted: %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose encrypted values could not be opened.</extracomment>
        <translation>No incluido, porque no se pudo descifrar: %1.</translation>
    </message>
    <message>
        <source>Left out, as nobody vouches for it (open the secret to look at it): %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose values nobody known has signed.</extracomment>
        <translation>No incluido, porque nadie lo avala (abra el secreto para examinarlo): %1.</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>No tiene ninguna clave OpenPGP con la que cifrar el archivo</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Elija un archivo en el que escribir</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Buttons: writes an encrypted file, in place of the one that is there; or a new one.</extracomment>
        <translation>Reemplazar archivo</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>Cifrar y guardar</translation>
    </message>
    <message>
        <source>It holds every value of this environment, and can be opened with the keys of: %1.</source>
        <extracomment>What a file that is written will be, below &quot;The file is encrypted with OpenPGP&quot;. %1 are the people whose keys open it.</extracomment>
        <translation>Contiene todos los valores de este entorno y se puede abrir con las claves de: %1.</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentImportViewModel</name>
    <message>
        <source>Import a .env file into %1</source>
        <extracomment>Heading of the sheet that reads a .env file. %1 is an environment, for example staging.</extracomment>
        <translation>Importar un archivo .env en %1</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many names are not there yet.</extracomment>
        <translation>
            <numerusform>%n nuevo</numerusform>
            <numerusform>%n nuevos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a value until now</source>
        <extracomment>What a file comes to. %n is how many secrets get their first value in this environment.</extracomment>
        <translation>
            <numerusform>%n sin valor hasta ahora</numerusform>
            <numerusform>%n sin valor hasta ahora</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <extracomment>What a file comes to. %n is how many values change.</extracomment>
        <translation>
            <numerusform>%n modificado</numerusform>
            <numerusform>%n modificados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n the same</source>
        <extracomment>What a file comes to. %n is how many values are there already.</extracomment>
        <translation>
            <numerusform>%n igual</numerusform>
            <numerusform>%n iguales</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many lines cannot be used.</extracomment>
        <translation>
            <numerusform>%n omitido</numerusform>
            <numerusform>%n omitidos</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <extracomment>What a file comes to, before anything is written. %1 is a list such as &quot;2 new and 1 changed&quot;.</extracomment>
        <translation>No hay nada en este archivo.</translation>
    </message>
    <message>
        <source>%1. Nothing is written yet.</source>
        <translation>%1. Aún no se ha escrito nada.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of a file: the user stopped.</extracomment>
        <translation>Detenido.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written.</source>
        <extracomment>What became of a file. %n is how many lines were written.</extracomment>
        <translation>
            <numerusform>%n línea escrita.</numerusform>
            <numerusform>%n líneas escritas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be written: no answer came.</source>
        <extracomment>What became of a file. %n is how many lines were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n quizá escrita: no llegó respuesta.</numerusform>
            <numerusform>%n quizá escritas: no llegó respuesta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be written.</source>
        <extracomment>What became of a file. %n is how many lines were not written.</extracomment>
        <translation>
            <numerusform>%n por escribir.</numerusform>
            <numerusform>%n por escribir.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n line(s)</source>
        <extracomment>Buttons: writes the lines of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>Continuar con %n línea</numerusform>
            <numerusform>Continuar con %n líneas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n line(s)</source>
        <extracomment>Button: writes the lines of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>Importar %n línea</numerusform>
            <numerusform>Importar %n líneas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far a file is. %1 and %2 are numbers of lines.</extracomment>
        <translation>%1 de %2</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentTargetModel</name>
    <message>
        <source>Value set</source>
        <extracomment>Beside an environment: what became of the new value there.</extracomment>
        <translation>Valor definido</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>No definido</translation>
    </message>
    <message>
        <source>May be set</source>
        <extracomment>Beside an environment: the new value was sent there, and no answer came.</extracomment>
        <translation>Quizá definido</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>No se intentó</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentValueViewModel</name>
    <message>
        <source>New secret in %1</source>
        <extracomment>Heading of the sheet that makes a secret in several environments. %1 is an application.</extracomment>
        <translation>Nuevo secreto en %1</translation>
    </message>
    <message>
        <source>Set the value of %1</source>
        <extracomment>Heading of the sheet that sets a value in several environments. %1 is the name of a secret.</extracomment>
        <translation>Definir el valor de %1</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>Ya existe un secreto «%1».</translation>
    </message>
    <message>
        <source>Looking up the environments…</source>
        <extracomment>Below a sheet, while the environments of an application are asked for.</extracomment>
        <translation>Consultando los entornos…</translation>
    </message>
    <message>
        <source>%1 of %2 set</source>
        <extracomment>How far setting a value is. %1 and %2 are numbers of environments.</extracomment>
        <translation>%1 de %2 definidos</translation>
    </message>
    <message numerus="yes">
        <source>Set in %n environment(s).</source>
        <extracomment>What became of a value. %n is in how many environments it was set.</extracomment>
        <translation>
            <numerusform>Definido en %n entorno.</numerusform>
            <numerusform>Definido en %n entornos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused it.</source>
        <extracomment>What became of a value. %n is in how many environments it was refused.</extracomment>
        <translation>
            <numerusform>%n lo rechazó.</numerusform>
            <numerusform>%n lo rechazaron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n it may be set: no answer came.</source>
        <extracomment>What became of a value. %n is in how many environments nobody knows, as no answer came.</extracomment>
        <translation>
            <numerusform>En %n quizá esté definido: no llegó respuesta.</numerusform>
            <numerusform>En %n quizá esté definido: no llegó respuesta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n nothing was tried.</source>
        <extracomment>What became of a value. %n is in how many environments nothing was sent.</extracomment>
        <translation>
            <numerusform>En %n no se intentó nada.</numerusform>
            <numerusform>En %n no se intentó nada.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try the rest</source>
        <extracomment>Button: sets a value where that failed or was not tried.</extracomment>
        <translation>Probar los demás</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons: makes a secret with a value in the chosen environments; sets the value of one that is there.</extracomment>
        <translation>Crear</translation>
    </message>
    <message>
        <source>Set value</source>
        <translation>Definir valor</translation>
    </message>
    <message>
        <source>It needs a name</source>
        <extracomment>Why a new secret cannot be made yet.</extracomment>
        <translation>Necesita un nombre</translation>
    </message>
    <message>
        <source>Choose an environment</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>Elija un entorno</translation>
    </message>
    <message>
        <source>It needs a value</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>Necesita un valor</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentsViewModel</name>
    <message>
        <source>Choose one of its environments</source>
        <extracomment>Why a file cannot be read into a folder or written from it: it is a whole application.</extracomment>
        <translation>Elija uno de sus entornos</translation>
    </message>
    <message>
        <source>“%1” has no value here.</source>
        <extracomment>Messages instead of copying. %1 is the name of a secret.</extracomment>
        <translation>«%1» no tiene valor aquí.</translation>
    </message>
    <message>
        <source>“%1” cannot be written like that.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret.</extracomment>
        <translation>«%1» no se puede escribir de ese modo.</translation>
    </message>
    <message>
        <source>The value of “%1” could not be decrypted.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose encrypted value could not be opened.</extracomment>
        <translation>El valor de «%1» no se pudo descifrar.</translation>
    </message>
    <message>
        <source>Nobody vouches for the value of “%1”: show it first, and copy it from there.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose value nobody known has signed.</extracomment>
        <translation>Nadie avala el valor de «%1»: muéstrelo primero y cópielo desde allí.</translation>
    </message>
</context>
<context>
    <name>coffret::ExportViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>La cuenta no está abierta</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Su administrador no permite exportar</translation>
    </message>
    <message>
        <source>Install KeePassXC first: its program keepassxc-cli makes the database</source>
        <extracomment>Why no KeePass database can be made. keepassxc-cli is a program that comes with KeePassXC.</extracomment>
        <translation>Instale primero KeePassXC: su programa keepassxc-cli crea la base de datos</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports that everybody can read</source>
        <extracomment>Why no file can be written that is not encrypted.</extracomment>
        <translation>Su administrador no permite exportaciones que cualquiera pueda leer</translation>
    </message>
    <message numerus="yes">
        <source>Everything in %1: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is an account, %n is how many secrets it has.</extracomment>
        <translation>
            <numerusform>Todo en %1: %n secreto</numerusform>
            <numerusform>Todo en %1: %n secretos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” and what is below it: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is a folder, %n is how many secrets are in it and in the folders it holds.</extracomment>
        <translation>
            <numerusform>«%1» y lo que contiene: %n secreto</numerusform>
            <numerusform>«%1» y lo que contiene: %n secretos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is chosen in the list: %n secret(s)</source>
        <extracomment>Choice: what is exported. %n is how many secrets are chosen in the list.</extracomment>
        <translation>
            <numerusform>Lo elegido en la lista: %n secreto</numerusform>
            <numerusform>Lo elegido en la lista: %n secretos</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody vouches for its value: open the secret to look at it.</source>
        <extracomment>Why a secret is not in an exported file: nobody known has signed its value.</extracomment>
        <translation>Nadie avala su valor: abra el secreto para verlo.</translation>
    </message>
    <message>
        <source>It is of a type that Coffret does not know.</source>
        <extracomment>Why a secret is not in an exported file.</extracomment>
        <translation>Es de un tipo que Coffret no conoce.</translation>
    </message>
    <message>
        <source>It is in the file without a value that this format has no way to write.</source>
        <extracomment>Why a secret is not whole in an exported file.</extracomment>
        <translation>Está en el archivo, pero sin un valor que este formato no puede escribir.</translation>
    </message>
    <message>
        <source>Export secrets of %1</source>
        <extracomment>Heading of the sheet that writes secrets of an account into a file. %1 is the account.</extracomment>
        <translation>Exportar secretos de %1</translation>
    </message>
    <message>
        <source>This is not the same password.</source>
        <extracomment>Below the field where a password is entered for the second time.</extracomment>
        <translation>No es la misma contraseña.</translation>
    </message>
    <message>
        <source>It can be opened with the keys of: %1. You sign it.</source>
        <extracomment>Who can open an encrypted file. %1 are the people whose keys open it.</extracomment>
        <translation>Se puede abrir con las claves de: %1. Usted lo firma.</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>No tiene ninguna clave OpenPGP con la que cifrar el archivo</translation>
    </message>
    <message>
        <source>Enter a password for the database</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Introduzca una contraseña para la base de datos</translation>
    </message>
    <message>
        <source>Enter the password a second time</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Introduzca la contraseña por segunda vez</translation>
    </message>
    <message>
        <source>Confirm that the file may be read by everybody who gets it</source>
        <extracomment>Why nothing can be exported yet: a box has to be ticked.</extracomment>
        <translation>Confirme que cualquiera que obtenga el archivo puede leerlo</translation>
    </message>
    <message>
        <source>There is no secret here</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Aquí no hay ningún secreto</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Elija un archivo en el que escribir</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Button: writes a file in place of the one that is there.</extracomment>
        <translation>Reemplazar archivo</translation>
    </message>
    <message>
        <source>Save unencrypted</source>
        <extracomment>Buttons: writes a file that is encrypted; or one that is not.</extracomment>
        <translation>Guardar sin cifrar</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>Cifrar y guardar</translation>
    </message>
    <message>
        <source>%L1 of %L2 opened</source>
        <extracomment>How far an export is. %1 of %2 secrets were opened.</extracomment>
        <translation>%L1 de %L2 abiertos</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <extracomment>How far an export is: all secrets were opened.</extracomment>
        <translation>Escribiendo el archivo…</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>No había nada que escribir: no se creó ningún archivo.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) written to %1.</source>
        <extracomment>What became of an export. %n is how many secrets are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>%n secreto escrito en %1.</numerusform>
            <numerusform>%n secretos escritos en %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) left out.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>
            <numerusform>%n secreto omitido.</numerusform>
            <numerusform>%n secretos omitidos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) without all their values.</source>
        <extracomment>What became of an export: of some secrets a value is not in the file.</extracomment>
        <translation>
            <numerusform>%n secreto sin todos sus valores.</numerusform>
            <numerusform>%n secretos sin todos sus valores.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n cell(s) an apostrophe stands before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What became of an exported table. %n is how many of its cells were changed.</extracomment>
        <translation>
            <numerusform>En %n celda hay un apóstrofo delante de lo que una hoja de cálculo tomaría por una fórmula. Quien importe la tabla tiene que quitarlo.</numerusform>
            <numerusform>En %n celdas hay un apóstrofo delante de lo que una hoja de cálculo tomaría por una fórmula. Quien importe la tabla tiene que quitarlo.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is more than one file can hold.</source>
        <extracomment>Why an export failed.</extracomment>
        <translation>Es más de lo que cabe en un archivo.</translation>
    </message>
    <message>
        <source>No file was made. Export its folders one by one.</source>
        <extracomment>What to do when an export failed because it is too large.</extracomment>
        <translation>No se creó ningún archivo. Exporte las carpetas una por una.</translation>
    </message>
    <message>
        <source>The first %L1 of them:</source>
        <extracomment>About a list of secrets that is cut short. %L1 is how many of them are in it.</extracomment>
        <translation>Los primeros %L1:</translation>
    </message>
</context>
<context>
    <name>coffret::FirstRunViewModel</name>
    <message>
        <source>The user name is missing.</source>
        <translation>Falta el nombre de usuario.</translation>
    </message>
    <message>
        <source>Enter the one you sign in with on the server&apos;s portal.</source>
        <translation>Introduzca el que usa para iniciar sesión en el portal del servidor.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Falta la contraseña.</translation>
    </message>
    <message>
        <source>The access token is missing.</source>
        <translation>Falta el token de acceso.</translation>
    </message>
    <message>
        <source>Paste the token that the vault&apos;s own page made for you.</source>
        <translation>Pegue el token que la página de la bóveda creó para usted.</translation>
    </message>
    <message>
        <source>No app is named yet.</source>
        <translation>Aún no se ha indicado ninguna aplicación.</translation>
    </message>
    <message>
        <source>Enter the identifiers of the apps to show, separated by commas.</source>
        <translation>Introduzca los identificadores de las aplicaciones que se mostrarán, separados por comas.</translation>
    </message>
    <message>
        <source>The demo vault could not be started.</source>
        <translation>No se pudo iniciar la bóveda de demostración.</translation>
    </message>
    <message>
        <source>It comes with Coffret as coffret-demo-vault. Check that it is installed.</source>
        <translation>Se distribuye con Coffret como coffret-demo-vault. Compruebe que está instalada.</translation>
    </message>
    <message>
        <source>This is a certificate.</source>
        <translation>Esto es un certificado.</translation>
    </message>
    <message>
        <source>It can be added where the server&apos;s address is asked for.</source>
        <translation>Se puede añadir donde se pide la dirección del servidor.</translation>
    </message>
    <message>
        <source>This is a key, not an account kit.</source>
        <translation>Esto es una clave, no un kit de cuenta.</translation>
    </message>
    <message>
        <source>Choose Passbolt and enter the server&apos;s address first. Then you are asked for the key.</source>
        <translation>Elija Passbolt e introduzca primero la dirección del servidor. Después se le pedirá la clave.</translation>
    </message>
    <message>
        <source>No account kit is chosen yet.</source>
        <translation>Aún no se ha elegido ningún kit de cuenta.</translation>
    </message>
    <message>
        <source>Choose the file, or drop it here. Without one, go back and choose Passbolt.</source>
        <translation>Elija el archivo, o suéltelo aquí. Si no lo tiene, vuelva atrás y elija Passbolt.</translation>
    </message>
    <message>
        <source>This server&apos;s key is not the one in the account kit.</source>
        <translation>La clave de este servidor no es la del kit de cuenta.</translation>
    </message>
    <message>
        <source>Nothing was sent and nothing was imported. Ask whoever runs the server whether its key was exchanged; then download a new account kit.</source>
        <translation>No se ha enviado ni importado nada. Pregunte a quien administra el servidor si se cambió su clave; después, descargue un nuevo kit de cuenta.</translation>
    </message>
</context>
<context>
    <name>coffret::FoldersViewModel</name>
    <message>
        <source>This account has no folders that can be changed</source>
        <extracomment>Why folders cannot be changed.</extracomment>
        <translation>Esta cuenta no tiene carpetas que se puedan modificar</translation>
    </message>
    <message>
        <source>You can see this folder, but not change it</source>
        <extracomment>Why a folder cannot be changed.</extracomment>
        <translation>Puede ver esta carpeta, pero no modificarla</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>Esta cuenta no permite compartir, o su administrador no lo pone a su disposición</translation>
    </message>
    <message>
        <source>Your administrator does not allow sharing folders</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>Su administrador no permite compartir carpetas</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <extracomment>About a folder that is to be deleted.</extracomment>
        <translation>Está vacía.</translation>
    </message>
    <message numerus="yes">
        <source>In it: %n secret(s), folders: %1.</source>
        <extracomment>About a folder that is to be deleted. %n is a number of secrets, %1 a number of folders.</extracomment>
        <translation>
            <numerusform>Contiene: %n secreto; número de carpetas: %1.</numerusform>
            <numerusform>Contiene: %n secretos; número de carpetas: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a folder.</extracomment>
        <translation>Asígnele un nombre.</translation>
    </message>
    <message>
        <source>Folders are moved on the server&apos;s own page</source>
        <extracomment>Why a folder cannot be moved.</extracomment>
        <translation>Las carpetas se mueven en la página del servidor</translation>
    </message>
</context>
<context>
    <name>coffret::GeneratorViewModel</name>
    <message>
        <source>Choose at least one kind of characters.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>Elija al menos un tipo de caracteres.</translation>
    </message>
    <message>
        <source>Nothing can be made of these choices.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>Con estas opciones no se puede generar ninguna contraseña.</translation>
    </message>
    <message>
        <source>Weaker than what your server asks for: %1.</source>
        <extracomment>Below a generated password. %1 is a number such as &quot;114.3 bits of entropy&quot;.</extracomment>
        <translation>Más débil de lo que pide su servidor: %1.</translation>
    </message>
    <message>
        <source>New password</source>
        <extracomment>What was copied, in a message: a password that was just generated.</extracomment>
        <translation>Nueva contraseña</translation>
    </message>
    <message>
        <source>Your server&apos;s administrator has set what new passwords are like.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>El administrador de su servidor ha fijado cómo son las contraseñas nuevas.</translation>
    </message>
    <message>
        <source>Your server proposes what new passwords are like. What you change is remembered.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>Su servidor propone cómo son las contraseñas nuevas. Lo que usted cambie se recuerda.</translation>
    </message>
    <message>
        <source>Your server allows %1 to %2 and suggests %3.</source>
        <extracomment>Under the length of a new password. %1 and %2 are the limits, %3 is what the server asks for.
----------
Under the number of words of a new password. %1 and %2 are the limits, %3 is what the server asks for.</extracomment>
        <translation>Su servidor admite de %1 a %2 y sugiere %3.</translation>
    </message>
</context>
<context>
    <name>coffret::GranteeSearch</name>
    <message>
        <source>Nobody found for “%1”.</source>
        <translation>No se encontró a nadie para «%1».</translation>
    </message>
</context>
<context>
    <name>coffret::GroupsViewModel</name>
    <message numerus="yes">
        <source>You manage it, %n member(s)</source>
        <extracomment>Under the name of a group that the user may change. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>Usted es responsable, %n miembro</numerusform>
            <numerusform>Usted es responsable, %n miembros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the members of a group. %n is how many of them will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n cambio, aún no se ha escrito nada</numerusform>
            <numerusform>%n cambios, aún no se ha escrito nada</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to manage the group. Make somebody else a manager first.</source>
        <extracomment>Why the last manager of a group cannot be taken away.</extracomment>
        <translation>El grupo necesita un responsable. Nombre primero responsable a otra persona.</translation>
    </message>
    <message>
        <source>Change the group “%1”?</source>
        <extracomment>Heading of the question before a group changes. %1 is its name.</extracomment>
        <translation>¿Modificar el grupo «%1»?</translation>
    </message>
    <message>
        <source>Change group</source>
        <extracomment>Button: changes who is in a group.</extracomment>
        <translation>Modificar grupo</translation>
    </message>
</context>
<context>
    <name>coffret::HealthViewModel</name>
    <message>
        <source>Every secret is opened once, one after the other, and wiped before the next.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Cada secreto se abre una vez, uno tras otro, y se borra de la memoria antes del siguiente.</translation>
    </message>
    <message>
        <source>Nothing of the result leaves this computer. Servers see that the secrets are read, and may log it.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Nada del resultado sale de este equipo. Los servidores ven que los secretos se leen, y pueden registrarlo.</translation>
    </message>
    <message>
        <source>What has to be checked out or approved first is left alone.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Lo que requiere antes préstamo o aprobación no se toca.</translation>
    </message>
    <message>
        <source>The result is forgotten when Coffret locks.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>El resultado se olvida cuando Coffret se bloquea.</translation>
    </message>
    <message>
        <source>The account is not open</source>
        <extracomment>Why the secrets cannot be checked.</extracomment>
        <translation>La cuenta no está abierta</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) not open and left out</source>
        <extracomment>Before a check of all secrets: what it leaves out.</extracomment>
        <translation>
            <numerusform>%n cuenta no está abierta y se omite</numerusform>
            <numerusform>%n cuentas no están abiertas y se omiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Of each password, the first five hexadecimal digits of its SHA-1 digest are sent to %1, and nothing else. The comparison with what comes back is made here.</source>
        <extracomment>Below a choice that is off at first: what is sent where when it is on. %1 is a host name.</extracomment>
        <translation>De cada contraseña se envían a %1 los cinco primeros dígitos hexadecimales de su resumen SHA-1, y nada más. La comparación con la respuesta se hace aquí.</translation>
    </message>
    <message>
        <source>%1 of %2 secrets</source>
        <extracomment>How far a check of all secrets is. %1 and %2 are numbers.</extracomment>
        <translation>%1 de %2 secretos</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 secrets.</source>
        <extracomment>After a check of all secrets that the user stopped. %1 and %2 are numbers.</extracomment>
        <translation>Detenido después de %1 de %2 secretos.</translation>
    </message>
    <message>
        <source>The passwords could not all be held against leaked ones.</source>
        <extracomment>Among the results of a check of all secrets.</extracomment>
        <translation>No todas las contraseñas se pudieron comparar con las filtradas.</translation>
    </message>
</context>
<context>
    <name>coffret::ImportLineModel</name>
    <message>
        <source>Written</source>
        <extracomment>Beside a line of a file that is read into an environment: what became of it.</extracomment>
        <translation>Escrita</translation>
    </message>
    <message>
        <source>Made, but its value was not set</source>
        <translation>Creado, pero no se definió su valor</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>No escrita</translation>
    </message>
    <message>
        <source>May be written</source>
        <extracomment>Beside a line of a file that was sent to an environment, and no answer came.</extracomment>
        <translation>Quizá escrita</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a line of a file that is read into an environment: what it comes to.</extracomment>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>First value here</source>
        <translation>Primer valor aquí</translation>
    </message>
    <message>
        <source>Changes the value</source>
        <translation>Cambia el valor</translation>
    </message>
    <message>
        <source>Same value, nothing to do</source>
        <translation>Mismo valor, nada que hacer</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Omitida</translation>
    </message>
    <message>
        <source>Somebody has changed the value since the file was read.</source>
        <translation>Alguien modificó el valor después de leerse el archivo.</translation>
    </message>
    <message>
        <source>Line %1 gives the same name another value.</source>
        <extracomment>Why a line of a .env file is left out. %1 is the number of another line.</extracomment>
        <translation>La línea %1 da otro valor al mismo nombre.</translation>
    </message>
    <message>
        <source>It is neither NAME=VALUE nor a comment.</source>
        <translation>No es ni NOMBRE=VALOR ni un comentario.</translation>
    </message>
    <message>
        <source>What stands before “=” is not a name.</source>
        <translation>Lo que precede a «=» no es un nombre.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Falta cerrar una comilla.</translation>
    </message>
    <message>
        <source>There is more text after the closing quotation mark.</source>
        <translation>Hay más texto después de la comilla de cierre.</translation>
    </message>
    <message>
        <source>The value is too long.</source>
        <translation>El valor es demasiado largo.</translation>
    </message>
    <message>
        <source>It is not text.</source>
        <translation>No es texto.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name in a line of a .env file that has none.</extracomment>
        <translation>(sin nombre)</translation>
    </message>
</context>
<context>
    <name>coffret::ImportRowModel</name>
    <message>
        <source>Imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>Importado</translation>
    </message>
    <message>
        <source>Imported without its note</source>
        <extracomment>Beside an item of a file that is imported, where one of its two parts was not written.</extracomment>
        <translation>Importado sin su nota</translation>
    </message>
    <message>
        <source>Not imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>No importado</translation>
    </message>
    <message>
        <source>May be imported</source>
        <extracomment>Beside an item of a file that was sent to the server, and no answer came.</extracomment>
        <translation>Quizá importado</translation>
    </message>
    <message>
        <source>New, a second time</source>
        <extracomment>Beside an item of a file that is to be imported: what it comes to.</extracomment>
        <translation>Nuevo, por segunda vez</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Ya está</translation>
    </message>
    <message>
        <source>Left out</source>
        <extracomment>Beside an item of a file that cannot be imported.</extracomment>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>New: %1</source>
        <extracomment>Beside an item of a file that is to be imported: what it will be. %1 is a type, such as &quot;Login&quot;.</extracomment>
        <translation>Nuevo: %1</translation>
    </message>
    <message>
        <source>This account has no such type: everything in it goes into a note.</source>
        <extracomment>What happens to an imported item whose type the account does not have.</extracomment>
        <translation>Esta cuenta no tiene ese tipo: todo pasa a una nota.</translation>
    </message>
    <message>
        <source>What has no field here goes into a note beside it.</source>
        <extracomment>What happens to parts of an imported item that its type has no field for.</extracomment>
        <translation>Lo que no tiene campo aquí pasa a una nota aparte.</translation>
    </message>
    <message>
        <source>What has no field here goes into its note.</source>
        <translation>Lo que no tiene campo aquí pasa a su nota.</translation>
    </message>
    <message>
        <source>Stays behind: %1.</source>
        <extracomment>What of an imported item is left behind. %1 are words such as &quot;attachments, history&quot;.</extracomment>
        <translation>Se queda: %1.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name of an item of a file that has none.</extracomment>
        <translation>(sin nombre)</translation>
    </message>
    <message>
        <source>Twice in the file</source>
        <extracomment>Beside an item of a file that stands in it more than once.</extracomment>
        <translation>Dos veces en el archivo</translation>
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
        <translation>La cuenta no está abierta</translation>
    </message>
    <message>
        <source>This account takes .env files, into one environment at a time</source>
        <extracomment>Why nothing can be imported into an account whose secrets are values in environments.</extracomment>
        <translation>Esta cuenta admite archivos .env, en un entorno cada vez</translation>
    </message>
    <message>
        <source>You cannot make secrets in this account</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>No puede crear secretos en esta cuenta</translation>
    </message>
    <message>
        <source>An administrator does not allow imports</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Un administrador no permite importar</translation>
    </message>
    <message>
        <source>Import into</source>
        <extracomment>Heading above the folders that imported secrets can be put in</extracomment>
        <translation>Importar en</translation>
    </message>
    <message>
        <source>No folder</source>
        <extracomment>Where imported secrets go: into no folder.</extracomment>
        <translation>Ninguna carpeta</translation>
    </message>
    <message>
        <source>Import into “%1”</source>
        <extracomment>Heading of the sheet that imports secrets from another program&apos;s file. %1 is the name of an account.</extracomment>
        <translation>Importar en «%1»</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many of its items are imported.</extracomment>
        <translation>
            <numerusform>%n nuevo</numerusform>
            <numerusform>%n nuevos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <extracomment>What a file comes to. %n is how many of its items the account has already.</extracomment>
        <translation>
            <numerusform>%n ya está</numerusform>
            <numerusform>%n ya están</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many of its items cannot be imported.</extracomment>
        <translation>
            <numerusform>%n omitido</numerusform>
            <numerusform>%n omitidos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: there is nothing in this file.</source>
        <extracomment>What a file comes to. %1 is what it is, such as &quot;Bitwarden, JSON&quot;.</extracomment>
        <translation>%1: no hay nada en este archivo.</translation>
    </message>
    <message>
        <source>%1: %2. Nothing is written yet.</source>
        <extracomment>What a file comes to, before anything is written. %1 is what it is, such as &quot;Bitwarden, JSON&quot;, %2 a list such as &quot;12 new and 1 left out&quot;.</extracomment>
        <translation>%1: %2. Todavía no se ha escrito nada.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of an import: the user stopped it.</extracomment>
        <translation>Detenido.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) imported.</source>
        <extracomment>What became of an import. %n is how many secrets were made.</extracomment>
        <translation>
            <numerusform>%n secreto importado.</numerusform>
            <numerusform>%n secretos importados.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be imported: no answer came. Sync, then import the file again: what is there is left alone.</source>
        <extracomment>What became of an import. %n is how many secrets were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n quizá se importó: no hubo respuesta. Sincronice y vuelva a importar el archivo: lo que ya está no se toca.</numerusform>
            <numerusform>%n quizá se importaron: no hubo respuesta. Sincronice y vuelva a importar el archivo: lo que ya está no se toca.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be imported.</source>
        <extracomment>What became of an import. %n is how many secrets were not made.</extracomment>
        <translation>
            <numerusform>Queda %n por importar.</numerusform>
            <numerusform>Quedan %n por importar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the file when you need it no more: whoever has it can read it.</source>
        <extracomment>After an import. The file is the one that was imported.</extracomment>
        <translation>Elimine el archivo cuando ya no lo necesite: quien lo tenga puede leerlo.</translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n secret(s)</source>
        <extracomment>Buttons: imports the secrets of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>Seguir con %n secreto</numerusform>
            <numerusform>Seguir con %n secretos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n secret(s)</source>
        <extracomment>Button: imports the secrets of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>Importar %n secreto</numerusform>
            <numerusform>Importar %n secretos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far an import is. %1 and %2 are numbers of secrets.</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>The database does not open with this password.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>La base de datos no se abre con esta contraseña.</translation>
    </message>
    <message>
        <source>KeePassXC has to be installed to open its databases.</source>
        <translation>Para abrir sus bases de datos, KeePassXC tiene que estar instalado.</translation>
    </message>
    <message>
        <source>Coffret cannot tell what is in this file.</source>
        <translation>Coffret no reconoce lo que hay en este archivo.</translation>
    </message>
    <message>
        <source>This file is damaged or not complete.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Este archivo está dañado o incompleto.</translation>
    </message>
    <message>
        <source>This file is larger than any that Coffret imports.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Este archivo es mayor que los que Coffret importa.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>No se puede leer este archivo.</translation>
    </message>
    <message>
        <source>Check the password and whether there is a key file. A damaged database looks like this, too.</source>
        <extracomment>Below the message that a database does not open with a password.</extracomment>
        <translation>Compruebe la contraseña y si hay un archivo de clave. Una base de datos dañada también se ve así.</translation>
    </message>
    <message>
        <source>Coffret reads KeePass databases (KDBX, XML), Bitwarden (JSON, not encrypted), 1Password (1PUX), CSV files with a heading, and its own exports.</source>
        <extracomment>Below the message that nobody knows what a file is. The words are names of programs and of kinds of files.</extracomment>
        <translation>Coffret lee bases de datos de KeePass (KDBX, XML), Bitwarden (JSON, sin cifrar), 1Password (1PUX), archivos CSV con encabezado y sus propias exportaciones.</translation>
    </message>
    <message>
        <source>It is not signed with your key.</source>
        <extracomment>After what a file of Coffret&apos;s own comes to, which the user would have signed.</extracomment>
        <translation>No está firmado con su clave.</translation>
    </message>
    <message>
        <source>This export is encrypted, and only the program that wrote it can open it. Export it without encryption.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Esta exportación está cifrada y solo puede abrirla el programa que la escribió. Expórtela sin cifrar.</translation>
    </message>
    <message>
        <source>Opening the database took too long.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>Abrir la base de datos tardó demasiado.</translation>
    </message>
</context>
<context>
    <name>coffret::JobViewModel</name>
    <message>
        <source>It may have been done all the same.</source>
        <extracomment>After the reason why one part of something failed: the server may have got the request.</extracomment>
        <translation>Puede que se haya hecho de todos modos.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>Progress of something that takes a while, before its size is known.</extracomment>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Progress of something that takes a while. %1 and %2 are numbers.</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n step(s) were done and stay done.</source>
        <extracomment>End of something that was stopped. %n is how many parts were done before.</extracomment>
        <translation>
            <numerusform>Detenido. Se realizó %n paso, que se mantiene.</numerusform>
            <numerusform>Detenido. Se realizaron %n pasos, que se mantienen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were done.</source>
        <extracomment>End of something of which some parts failed. %n is how many went well.</extracomment>
        <translation>
            <numerusform>Se realizó %n paso.</numerusform>
            <numerusform>Se realizaron %n pasos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be done:</source>
        <extracomment>Above the names of the parts that failed. %n is how many there are.</extracomment>
        <translation>
            <numerusform>%n no se pudo realizar:</numerusform>
            <numerusform>%n no se pudieron realizar:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) were passed on without your signature, because nobody vouches for them. New readers see them as unsigned:</source>
        <extracomment>End of something that passed secrets on. A list of their names follows; %n is how many.</extracomment>
        <translation>
            <numerusform>Se transmitió %n valor sin que usted lo firmara, porque nadie lo avala. Los nuevos lectores lo ven sin firmar:</numerusform>
            <numerusform>Se transmitieron %n valores sin que usted los firmara, porque nadie los avala. Los nuevos lectores los ven sin firmar:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::LentViewModel</name>
    <message numerus="yes">
        <source>%n checked-out secret(s) will be taken back within 5 minutes</source>
        <extracomment>Reminder. %n is how many secrets; the time is counted down where they are shown.</extracomment>
        <translation>
            <numerusform>%n secreto en préstamo se retirará en menos de 5 minutos</numerusform>
            <numerusform>%n secretos en préstamo se retirarán en menos de 5 minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) given back</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>%n secreto devuelto</numerusform>
            <numerusform>%n secretos devueltos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be given back. Open them to see why.</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>No se pudo devolver %n secreto. Ábralo para ver por qué.</numerusform>
            <numerusform>No se pudieron devolver %n secretos. Ábralos para ver por qué.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::MemberListModel</name>
    <message>
        <source>New</source>
        <extracomment>Beside a person who will be added to a group.</extracomment>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>Leaves the group</source>
        <extracomment>Beside a person who will be taken out of a group.</extracomment>
        <translation>Deja el grupo</translation>
    </message>
    <message>
        <source>Becomes manager</source>
        <extracomment>Beside a person in a group.</extracomment>
        <translation>Pasa a ser responsable</translation>
    </message>
    <message>
        <source>No longer manager</source>
        <translation>Deja de ser responsable</translation>
    </message>
</context>
<context>
    <name>coffret::MoveViewModel</name>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <extracomment>In &quot;Move … to&quot;. %n is how many are moved.</extracomment>
        <translation>
            <numerusform>%n secreto</numerusform>
            <numerusform>%n secretos</numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1 to</source>
        <extracomment>Heading above the places something can be moved to. %1 is for example &quot;3 secrets&quot;.</extracomment>
        <translation>Mover %1 a</translation>
    </message>
    <message>
        <source>Move “%1” to</source>
        <extracomment>Heading above the places something can be moved to. %1 is a secret or folder.</extracomment>
        <translation>Mover «%1» a</translation>
    </message>
    <message>
        <source>Move “%1” out of its folder?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder.</extracomment>
        <translation>¿Sacar «%1» de su carpeta?</translation>
    </message>
    <message>
        <source>Move “%1” to %2?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder, %2 where.</extracomment>
        <translation>¿Mover «%1» a %2?</translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves a secret or folder.</extracomment>
        <translation>Mover</translation>
    </message>
</context>
<context>
    <name>coffret::Notifications</name>
    <message>
        <source>Open</source>
        <extracomment>On a notification: brings the window to what it is about.</extracomment>
        <translation>Abrir</translation>
    </message>
</context>
<context>
    <name>coffret::OutboxViewModel</name>
    <message>
        <source>New in %1, written %2</source>
        <extracomment>Where and since when a new secret waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>Nuevo en %1, escrito el %2</translation>
    </message>
    <message>
        <source>Changed in %1, %2</source>
        <extracomment>Where and since when a change waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>Modificado en %1, %2</translation>
    </message>
    <message>
        <source>Being sent…</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Enviando…</translation>
    </message>
    <message>
        <source>Is sent when the server can be reached</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Se enviará cuando se pueda contactar con el servidor</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile. It may be this one: look before you send it again.</source>
        <extracomment>Why a new secret was not sent by itself</extracomment>
        <translation>Entretanto ha aparecido un secreto con este nombre. Puede ser este: compruébelo antes de volver a enviarlo.</translation>
    </message>
    <message>
        <source>Somebody else changed this secret meanwhile. Edit it to compare.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Entretanto otra persona ha modificado este secreto. Edítelo para comparar.</translation>
    </message>
    <message>
        <source>Somebody can read this secret whose key you have not confirmed. Edit it to do so.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Alguien cuya clave no ha confirmado puede leer este secreto. Edítelo para hacerlo.</translation>
    </message>
    <message>
        <source>Waiting changes cannot be read</source>
        <extracomment>At the foot of the sidebar</extracomment>
        <translation>No se pueden leer los cambios pendientes</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet</source>
        <extracomment>At the foot of the sidebar: so many changes that were made without the server</extracomment>
        <translation>
            <numerusform>%n cambio aún sin enviar</numerusform>
            <numerusform>%n cambios aún sin enviar</numerusform>
        </translation>
    </message>
    <message>
        <source>What waits to be sent to %1 cannot be read.</source>
        <extracomment>%1 is the name of an account</extracomment>
        <translation>No se puede leer lo que espera para enviarse a %1.</translation>
    </message>
    <message>
        <source>“%1” sent</source>
        <translation>«%1» enviado</translation>
    </message>
    <message>
        <source>Open in the form</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Abierto en el formulario</translation>
    </message>
    <message>
        <source>Needs the passphrase of your key: send it by hand</source>
        <extracomment>How it stands with a change that waits: nobody was asked for the passphrase</extracomment>
        <translation>Necesita la frase de contraseña de su clave: envíelo a mano</translation>
    </message>
    <message>
        <source>It was to be sealed, and this account does not seal any more. Edit it to decide.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Debía sellarse, y esta cuenta ya no sella. Edítelo para decidir.</translation>
    </message>
</context>
<context>
    <name>coffret::OwnKeysViewModel</name>
    <message>
        <source>The key your server knows you by is not on this computer.</source>
        <translation>La clave por la que su servidor le conoce no está en este equipo.</translation>
    </message>
    <message>
        <source>Use a file with that key, such as your recovery kit, or insert your card and come back to this page.</source>
        <translation>Use un archivo con esa clave, como su kit de recuperación, o inserte su tarjeta y vuelva a esta página.</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>No hay ninguna clave OpenPGP suya en este equipo.</translation>
    </message>
    <message>
        <source>Use a file with your key, or insert your card and come back to this page.</source>
        <translation>Use un archivo con su clave, o inserte su tarjeta y vuelva a esta página.</translation>
    </message>
    <message>
        <source>Expired, revoked, or not able to decrypt</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Caducada, revocada o incapaz de descifrar</translation>
    </message>
    <message>
        <source>Not the key your server knows you by</source>
        <translation>No es la clave por la que su servidor le conoce</translation>
    </message>
    <message>
        <source>No key is chosen yet.</source>
        <translation>Aún no se ha elegido ninguna clave.</translation>
    </message>
    <message>
        <source>Choose one of your keys, or make a new one.</source>
        <translation>Elija una de sus claves, o cree una nueva.</translation>
    </message>
    <message>
        <source>Choose the key that the server knows you by.</source>
        <translation>Elija la clave por la que el servidor le conoce.</translation>
    </message>
    <message>
        <source>By the server&apos;s clock this key is not made yet.</source>
        <translation>Según el reloj del servidor, esta clave aún no se ha creado.</translation>
    </message>
    <message>
        <source>Wait that long, or set the clock and make another key; then press Next again.</source>
        <translation>Espere ese tiempo, o ajuste el reloj y cree otra clave; después, pulse de nuevo Siguiente.</translation>
    </message>
    <message>
        <source>Is in your GnuPG keyring already.</source>
        <extracomment>About a key in a file</extracomment>
        <translation>Ya está en su llavero de GnuPG.</translation>
    </message>
    <message>
        <source>Goes into your GnuPG keyring as it is; gpg then asks for its passphrase.</source>
        <translation>Se añade tal cual a su llavero de GnuPG; después, gpg pide su frase de contraseña.</translation>
    </message>
    <message>
        <source>Has no passphrase: whoever gets the file has the key. Goes into your GnuPG keyring as it is.</source>
        <translation>No tiene frase de contraseña: quien obtenga el archivo tiene la clave. Se añade tal cual a su llavero de GnuPG.</translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation>Ya hay un archivo con este nombre.</translation>
    </message>
    <message>
        <source>It was left alone. Choose another name.</source>
        <translation>No se ha tocado. Elija otro nombre.</translation>
    </message>
    <message>
        <source>The key has no passphrase, so it was not written to a file.</source>
        <translation>La clave no tiene frase de contraseña, así que no se escribió en un archivo.</translation>
    </message>
    <message>
        <source>Give it one with gpg --change-passphrase, then save the recovery kit.</source>
        <translation>Asígnele una con gpg --change-passphrase y, después, guarde el kit de recuperación.</translation>
    </message>
    <message>
        <source>The recovery kit could not be written.</source>
        <translation>No se pudo escribir el kit de recuperación.</translation>
    </message>
    <message>
        <source>Choose a folder that exists and that you may write to.</source>
        <translation>Elija una carpeta que exista y en la que pueda escribir.</translation>
    </message>
</context>
<context>
    <name>coffret::PaletteViewModel</name>
    <message>
        <source>Switch to %1</source>
        <extracomment>A line of the command palette. %1 is the name of an account.</extracomment>
        <translation>Cambiar a %1</translation>
    </message>
    <message>
        <source> / </source>
        <extracomment>Between a folder and its parent, in the path of a folder.</extracomment>
        <translation> / </translation>
    </message>
    <message>
        <source>Go to %1</source>
        <extracomment>A line of the command palette. %1 is the name of a list, folder or tag.</extracomment>
        <translation>Ir a %1</translation>
    </message>
    <message>
        <source>No command and no place is called that</source>
        <extracomment>Command palette, in place of the results.</extracomment>
        <translation>Ningún comando ni lugar se llama así</translation>
    </message>
</context>
<context>
    <name>coffret::PasswordMeter</name>
    <message>
        <source>Generated, %1. %2</source>
        <extracomment>How strong a password is that was just generated. %1 is a number such as &quot;131.1 bits of entropy&quot;, %2 a sentence.</extracomment>
        <translation>Generada, %1. %2</translation>
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
        <translation>Ninguna carpeta, en la raíz</translation>
    </message>
</context>
<context>
    <name>coffret::PortalShortcut</name>
    <message>
        <source>Show Coffret&apos;s quick lookup</source>
        <extracomment>What a key does, in the dialog in which a desktop asks whether it may be used.</extracomment>
        <translation>Mostrar la búsqueda rápida de Coffret</translation>
    </message>
</context>
<context>
    <name>coffret::Program</name>
    <message>
        <source>The settings could not be read. They were set aside as %1.</source>
        <extracomment>%1 is the name of a file.</extracomment>
        <translation>No se pudo leer la configuración. Se ha apartado con el nombre %1.</translation>
    </message>
</context>
<context>
    <name>coffret::QueryChipModel</name>
    <message>
        <source>Favourites</source>
        <extracomment>Chip below the search field: only secrets with a star.</extracomment>
        <translation>Favoritos</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Chip below the search field: only other people&apos;s secrets.</extracomment>
        <translation>Compartidos conmigo</translation>
    </message>
    <message>
        <source>Mine</source>
        <extracomment>Chip below the search field: only secrets that belong to the user.</extracomment>
        <translation>Propios</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Chip below the search field: only secrets whose time is over.</extracomment>
        <translation>Caducados</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Chip below the search field: only secrets whose time is over soon.</extracomment>
        <translation>Caducan pronto</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Chip below the search field: only secrets that have a problem.</extracomment>
        <translation>Requieren atención</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Chip below the search field: only secrets that the user has borrowed.</extracomment>
        <translation>En préstamo</translation>
    </message>
    <message>
        <source>With one-time code</source>
        <extracomment>Chip below the search field: only secrets with a one-time code.</extracomment>
        <translation>Con código de un solo uso</translation>
    </message>
    <message>
        <source>With address</source>
        <extracomment>Chip below the search field: only secrets with the address of a site or a computer.</extracomment>
        <translation>Con dirección</translation>
    </message>
    <message>
        <source>With description</source>
        <extracomment>Chip below the search field: only secrets with a description.</extracomment>
        <translation>Con descripción</translation>
    </message>
    <message>
        <source>With expiry date</source>
        <extracomment>Chip below the search field: only secrets that have a date of expiry.</extracomment>
        <translation>Con fecha de caducidad</translation>
    </message>
    <message>
        <source>With tags</source>
        <extracomment>Chip below the search field: only secrets with tags.</extracomment>
        <translation>Con etiquetas</translation>
    </message>
    <message>
        <source>With user name</source>
        <extracomment>Chip below the search field: only secrets with a user name.</extracomment>
        <translation>Con nombre de usuario</translation>
    </message>
    <message>
        <source>In %1</source>
        <extracomment>Chip below the search field: only secrets in folders with this in their name.</extracomment>
        <translation>En %1</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <extracomment>Chip below the search field: only secrets with a tag that begins like this.</extracomment>
        <translation>Etiqueta %1</translation>
    </message>
    <message>
        <source>Account %1</source>
        <extracomment>Chip below the search field: only of accounts with this in their name.</extracomment>
        <translation>Cuenta %1</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <extracomment>Chip below the search field. %1 is what no secret in the list is or has: &quot;Expired&quot;, &quot;Tag old&quot;.</extracomment>
        <translation>No: %1</translation>
    </message>
</context>
<context>
    <name>coffret::QuickLookupViewModel</name>
    <message>
        <source>No match</source>
        <extracomment>Quick lookup, in place of the results.</extracomment>
        <translation>Sin resultados</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <extracomment>In the quick lookup: puts a field of a secret on the clipboard. %1 is the field&apos;s label.</extracomment>
        <translation>Copiar: %1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <extracomment>In the quick lookup: opens the address of a secret.</extracomment>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <extracomment>In the quick lookup: puts an address on the clipboard.</extracomment>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Open in the window</source>
        <extracomment>In the quick lookup: shows a secret in the main window.</extracomment>
        <translation>Abrir en la ventana</translation>
    </message>
    <message>
        <source>Type: user name, Tab, password</source>
        <extracomment>In the quick lookup: types both into another window, with the Tab key between.</extracomment>
        <translation>Teclear: nombre de usuario, Tab, contraseña</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <extracomment>In the quick lookup: types a field of a secret into another window. %1 is the field&apos;s label.</extracomment>
        <translation>Teclear: %1</translation>
    </message>
    <message>
        <source>Type it</source>
        <extracomment>In the quick lookup, below a question that names a window.</extracomment>
        <translation>Teclear</translation>
    </message>
    <message>
        <source>Type it and press Enter</source>
        <extracomment>In the quick lookup, below a question that names a window: presses the Enter key behind it.</extracomment>
        <translation>Teclear y pulsar Intro</translation>
    </message>
</context>
<context>
    <name>coffret::ReadersViewModel</name>
    <message>
        <source>Somebody&apos;s key has changed</source>
        <extracomment>Heading: somebody&apos;s key is another one than before.</extracomment>
        <translation>La clave de una persona ha cambiado</translation>
    </message>
    <message>
        <source>Whose keys are these?</source>
        <extracomment>Heading: keys that were never compared with their owners.</extracomment>
        <translation>¿De quién son estas claves?</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) now show another key than the one you know. Nothing is encrypted for them until you have asked them why.</source>
        <extracomment>A changed key may mean a new computer, or somebody who wants to read along. %n is the number of people.</extracomment>
        <translation>
            <numerusform>%n persona presenta ahora una clave distinta de la que usted conoce. No se cifra nada para ella hasta que le haya preguntado por qué.</numerusform>
            <numerusform>%n personas presentan ahora una clave distinta de la que usted conoce. No se cifra nada para ellas hasta que les haya preguntado por qué.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The keys of %n person(s) cannot be used. They need a new key, or have to lose access first.</source>
        <extracomment>%n is the number of people.</extracomment>
        <translation>
            <numerusform>La clave de %n persona no se puede usar. Necesita una clave nueva, o tiene que perder antes el acceso.</numerusform>
            <numerusform>Las claves de %n personas no se pueden usar. Necesitan una clave nueva, o tienen que perder antes el acceso.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go on without them. A group they belong to may have to wait with them, because servers let a group in as a whole.</source>
        <extracomment>Below a warning that the keys of some people cannot be used.</extracomment>
        <translation>Puede continuar sin ellas. Un grupo del que formen parte quizá deba esperar con ellas, porque los servidores admiten a los grupos enteros.</translation>
    </message>
    <message>
        <source>Go on</source>
        <extracomment>Button: encrypts for the people whose keys were compared.</extracomment>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Go on without %1</source>
        <extracomment>Button: encrypts for the others. %1 are names of people.</extracomment>
        <translation>Continuar sin %1</translation>
    </message>
    <message>
        <source>A key above is blocked.</source>
        <extracomment>Beside a button that cannot be pressed yet.</extracomment>
        <translation>Una clave de arriba está bloqueada.</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) still to compare.</source>
        <extracomment>Beside a button that cannot be pressed yet. %n is a number of keys.</extracomment>
        <translation>
            <numerusform>Falta por comparar %n clave.</numerusform>
            <numerusform>Faltan por comparar %n claves.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ScreenFrame</name>
    <message>
        <source>Choose a part of the screen</source>
        <extracomment>Title of the window in which a part of the screen is chosen.</extracomment>
        <translation>Elegir una parte de la pantalla</translation>
    </message>
    <message>
        <source>Draw a frame around the QR code. Enter takes the whole screen, Esc cancels.</source>
        <extracomment>Over the screen while a part of it is chosen.</extracomment>
        <translation>Trace un marco alrededor del código QR. Intro toma toda la pantalla, Esc cancela.</translation>
    </message>
</context>
<context>
    <name>coffret::SealingViewModel</name>
    <message>
        <source>Expired, revoked, or not able to encrypt and sign</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Caducada, revocada o incapaz de cifrar y firmar</translation>
    </message>
    <message>
        <source>Choose your key first</source>
        <extracomment>Why sealing cannot be turned on.</extracomment>
        <translation>Elija primero su clave</translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <extracomment>A key file that was named cannot be read.</extracomment>
        <translation>No se pudo leer este archivo.</translation>
    </message>
    <message>
        <source>Choose the file with the person&apos;s public key.</source>
        <translation>Elija el archivo con la clave pública de la persona.</translation>
    </message>
    <message>
        <source>This is not another person&apos;s public key.</source>
        <extracomment>A file or keyring entry that should have been somebody&apos;s key.</extracomment>
        <translation>Esta no es la clave pública de otra persona.</translation>
    </message>
    <message>
        <source>It has to be one armored public key, and not your own.</source>
        <translation>Tiene que ser una sola clave pública en formato ASCII, y no la suya.</translation>
    </message>
    <message>
        <source>Turn sealing on first</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>Active primero el sellado</translation>
    </message>
    <message>
        <source>A key above cannot be used: take that person off the list, or accept the key</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>Una clave de arriba no se puede usar: quite a esa persona de la lista, o acepte la clave</translation>
    </message>
</context>
<context>
    <name>coffret::SecondFactorViewModel</name>
    <message>
        <source>No browser could be opened.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>No se pudo abrir ningún navegador.</translation>
    </message>
    <message>
        <source>Open this address yourself: %1</source>
        <extracomment>%1 is an address.</extracomment>
        <translation>Abra usted esta dirección: %1</translation>
    </message>
    <message>
        <source>The server did not accept this address.</source>
        <extracomment>Error of the second factor step, when the pasted address does not lead to the end of it.</extracomment>
        <translation>El servidor no aceptó esta dirección.</translation>
    </message>
    <message>
        <source>Begin again, and copy the whole address from the browser when Duo is done. It works once.</source>
        <translation>Empiece de nuevo y copie la dirección completa del navegador cuando Duo haya terminado. Solo sirve una vez.</translation>
    </message>
    <message>
        <source>This code was not accepted.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Este código no se aceptó.</translation>
    </message>
    <message>
        <source>Wait for the next one and try again. After a few wrong ones the server ends the session.</source>
        <translation>Espere el siguiente e inténtelo de nuevo. Después de varios incorrectos, el servidor cierra la sesión.</translation>
    </message>
    <message>
        <source>This server cannot ask Duo for Coffret.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Este servidor no puede consultar a Duo para Coffret.</translation>
    </message>
    <message>
        <source>Choose another method here, or add one-time codes to your account in the server&apos;s own page.</source>
        <translation>Elija aquí otro método, o añada códigos de un solo uso a su cuenta en la página del servidor.</translation>
    </message>
</context>
<context>
    <name>coffret::SecretQr</name>
    <message>
        <source>QR code shown on screen</source>
        <extracomment>For screen readers, in place of a QR code that holds a value.</extracomment>
        <translation>Código QR mostrado en pantalla</translation>
    </message>
</context>
<context>
    <name>coffret::SecretText</name>
    <message>
        <source>Value shown on screen</source>
        <extracomment>For screen readers, in place of a revealed password: the value itself is not read out.</extracomment>
        <translation>Valor mostrado en pantalla</translation>
    </message>
</context>
<context>
    <name>coffret::ServerIdentityViewModel</name>
    <message>
        <source>The fingerprint is missing.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted.</extracomment>
        <translation>Falta la huella digital.</translation>
    </message>
    <message>
        <source>Enter the one that whoever runs the server told you.</source>
        <translation>Introduzca la que le comunicó quien administra el servidor.</translation>
    </message>
    <message>
        <source>This is not the fingerprint the server shows.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted: what was entered is another one.</extracomment>
        <translation>Esta no es la huella que presenta el servidor.</translation>
    </message>
    <message>
        <source>Do not sign in. Somebody may stand between you and the server; tell whoever runs it.</source>
        <translation>No inicie sesión. Puede que alguien se interponga entre usted y el servidor; avise a quien lo administra.</translation>
    </message>
</context>
<context>
    <name>coffret::SettingsViewModel</name>
    <message>
        <source>Appearance</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>A setting.</extracomment>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Light, dark, of the highest contrast, or whatever the desktop prefers.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Claros, oscuros, de máximo contraste, o los que prefiera el escritorio.</translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <extracomment>Choices of a setting: colours.
----------
Choices of a setting: how much moves.
----------
A choice of a setting: the language.</extracomment>
        <translation>Como el escritorio</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claros</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuros</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Text size</source>
        <extracomment>A setting.</extracomment>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Makes words, symbols and the room around them larger in every window.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Agranda las palabras, los símbolos y el espacio que los rodea en todas las ventanas.</translation>
    </message>
    <message>
        <source>Motion</source>
        <extracomment>A setting.</extracomment>
        <translation>Animaciones</translation>
    </message>
    <message>
        <source>Whether panes and messages glide or simply appear.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Si los paneles y mensajes se deslizan o simplemente aparecen.</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Reducidas</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Completas</translation>
    </message>
    <message>
        <source>Security</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Seguridad</translation>
    </message>
    <message>
        <source>Hide shown values after</source>
        <extracomment>A setting.</extracomment>
        <translation>Ocultar los valores mostrados después de</translation>
    </message>
    <message>
        <source>A password or key on the screen is masked again when this time is over.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Una contraseña o clave en pantalla se oculta de nuevo cuando pasa este tiempo.</translation>
    </message>
    <message>
        <source>Empty the clipboard after</source>
        <extracomment>A setting.</extracomment>
        <translation>Vaciar el portapapeles después de</translation>
    </message>
    <message>
        <source>A copied value is taken back when this time is over, unless you copied something else.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Un valor copiado se retira cuando pasa este tiempo, salvo que usted haya copiado otra cosa.</translation>
    </message>
    <message>
        <source>Lock when not used for</source>
        <extracomment>A setting.</extracomment>
        <translation>Bloquear tras una inactividad de</translation>
    </message>
    <message>
        <source>Lock when the computer sleeps</source>
        <extracomment>A setting.</extracomment>
        <translation>Bloquear al suspender el equipo</translation>
    </message>
    <message>
        <source>Locks before the computer is suspended or hibernates.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Se bloquea antes de que el equipo se suspenda o hiberne.</translation>
    </message>
    <message>
        <source>Lock with the screen</source>
        <extracomment>A setting.</extracomment>
        <translation>Bloquear con la pantalla</translation>
    </message>
    <message>
        <source>Locks when the desktop locks or blanks its screen.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Se bloquea cuando el escritorio bloquea o apaga la pantalla.</translation>
    </message>
    <message>
        <source>Presentation mode</source>
        <extracomment>A setting.</extracomment>
        <translation>Modo de presentación</translation>
    </message>
    <message>
        <source>No value is ever shown on the screen, so that it can be shared; copying still works.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Nunca se muestra ningún valor en la pantalla, para que se pueda compartir; copiar sigue siendo posible.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Offer what was used last</source>
        <extracomment>A setting.</extracomment>
        <translation>Ofrecer lo último que se usó</translation>
    </message>
    <message>
        <source>Accounts</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Cuentas</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>Under the name of an account in the settings. %1 is a service, %2 the address of a server.</extracomment>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>In the settings: sets up one more account.</extracomment>
        <translation>Añadir cuenta…</translation>
    </message>
    <message>
        <source>Signs in to one more server; accounts stay apart from each other.</source>
        <extracomment>What a button in the settings does.</extracomment>
        <translation>Inicia sesión en un servidor más; las cuentas permanecen separadas unas de otras.</translation>
    </message>
    <message>
        <source>About Coffret</source>
        <extracomment>Section of the settings: about the program.</extracomment>
        <translation>Acerca de Coffret</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>In the settings: the program&apos;s version.</extracomment>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <extracomment>Under the program&apos;s version: its licence, which gives everybody these rights.</extracomment>
        <translation>Software libre bajo la Licencia Pública General de GNU, versión 3 o posterior.</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>A setting.</extracomment>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Of all words, dates and numbers. Another one is spoken when Coffret starts again.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>De todas las palabras, fechas y números. Otro se aplica cuando Coffret vuelva a iniciarse.</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Búsqueda rápida</translation>
    </message>
    <message>
        <source>Keys for the quick lookup</source>
        <extracomment>A setting.</extracomment>
        <translation>Teclas de la búsqueda rápida</translation>
    </message>
    <message>
        <source>Show it from anywhere, whichever program is in front.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>La muestra desde cualquier lugar, sea cual sea el programa que esté delante.</translation>
    </message>
    <message>
        <source>Count the use of other programs</source>
        <extracomment>A setting.</extracomment>
        <translation>Contar el uso de otros programas</translation>
    </message>
    <message>
        <source>Coffret does not lock while you use the computer, where the desktop tells of that.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Coffret no se bloquea mientras usted usa el equipo, si el escritorio informa de ello.</translation>
    </message>
    <message>
        <source>Lock when the user is switched</source>
        <extracomment>A setting.</extracomment>
        <translation>Bloquear al cambiar de usuario</translation>
    </message>
    <message>
        <source>Locks when another person&apos;s session comes to the front of this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Se bloquea cuando la sesión de otra persona pasa al primer plano en este equipo.</translation>
    </message>
    <message>
        <source>Lock when the lid is closed</source>
        <extracomment>A setting.</extracomment>
        <translation>Bloquear al cerrar la tapa</translation>
    </message>
    <message>
        <source>Locks even where the computer goes on with its lid closed.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Se bloquea aunque el equipo siga funcionando con la tapa cerrada.</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>Section of the settings: when the program starts.</extracomment>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Start with the desktop</source>
        <extracomment>A setting.</extracomment>
        <translation>Iniciar con el escritorio</translation>
    </message>
    <message>
        <source>Coffret waits locked in the system tray after you sign in to this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Coffret espera bloqueado en la bandeja del sistema después de que usted inicie sesión en este equipo.</translation>
    </message>
    <message>
        <source>Tray and notifications</source>
        <extracomment>Section of the settings: what is seen outside of Coffret&apos;s window.</extracomment>
        <translation>Bandeja y notificaciones</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <extracomment>A setting, which only says something: the symbol of the program in the desktop&apos;s tray.</extracomment>
        <translation>Icono de la bandeja</translation>
    </message>
    <message>
        <source>Coffret stays there when its window is closed.</source>
        <extracomment>About the tray icon.</extracomment>
        <translation>Coffret permanece ahí cuando se cierra su ventana.</translation>
    </message>
    <message>
        <source>Shown</source>
        <extracomment>Whether there is a tray icon.</extracomment>
        <translation>Se muestra</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>No se muestra</translation>
    </message>
    <message>
        <source>Names in the tray menu</source>
        <extracomment>A setting.</extracomment>
        <translation>Nombres en el menú de la bandeja</translation>
    </message>
    <message>
        <source>Lists what was used last by name even where every program of your session can read the menu.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Muestra por su nombre lo último que se usó, aunque todos los programas de su sesión puedan leer el menú.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>Notificaciones</translation>
    </message>
    <message>
        <source>Says when access ends or was granted and when an account cannot be synced, while you look elsewhere.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Avisa cuando un acceso termina o se ha aprobado y cuando una cuenta no se puede sincronizar, mientras usted mira a otra parte.</translation>
    </message>
    <message>
        <source>Names in notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>Nombres en las notificaciones</translation>
    </message>
    <message>
        <source>Names secrets and accounts there. The desktop shows notifications to whoever looks, and may keep them.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Nombra ahí los secretos y las cuentas. El escritorio muestra las notificaciones a quien mire, y puede conservarlas.</translation>
    </message>
    <message>
        <source>The quick lookup begins with the last five secrets and puts first what you use most. Kept encrypted on this computer; turned off, it is forgotten.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>La búsqueda rápida empieza por los cinco últimos secretos usados y pone primero lo que usted más usa. Se conserva cifrado en este equipo; al desactivarlo, se olvida.</translation>
    </message>
    <message>
        <source>Found by the desktop&apos;s search</source>
        <extracomment>A setting.</extracomment>
        <translation>Encontrar con la búsqueda del escritorio</translation>
    </message>
    <message>
        <source>GNOME and KRunner find secrets by name while Coffret is unlocked. The desktop then sees what you search for and every name that fits.</source>
        <extracomment>What a setting does. GNOME and KRunner are names.</extracomment>
        <translation>GNOME y KRunner encuentran los secretos por su nombre mientras Coffret está desbloqueado. El escritorio ve entonces lo que usted busca y cada nombre que coincide.</translation>
    </message>
    <message>
        <source>This desktop has no tray for icons, so closing the window quits Coffret.</source>
        <extracomment>A desktop may have no place for symbols of programs.</extracomment>
        <translation>Este escritorio no tiene bandeja para iconos, así que Coffret se cierra con su ventana.</translation>
    </message>
    <message>
        <source>The desktop did not allow that.</source>
        <extracomment>Message: a setting could not be changed.</extracomment>
        <translation>El escritorio no lo permitió.</translation>
    </message>
    <message>
        <source>Forgets names, values and tokens when nobody has been there for this long.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Olvida nombres, valores y tokens cuando no ha habido nadie durante este tiempo.</translation>
    </message>
    <message>
        <source>The desktop listens for: %1.</source>
        <extracomment>Below a setting: keys that the desktop chose itself. %1 is what it calls them, in its own words.</extracomment>
        <translation>El escritorio responde a: %1.</translation>
    </message>
    <message>
        <source>Offline</source>
        <extracomment>Section of the settings: working without the server.</extracomment>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Keep what was listed for</source>
        <extracomment>A setting: how long the list of secrets is kept on this computer.</extracomment>
        <translation>Guardar las listas durante</translation>
    </message>
    <message>
        <source>Names are shown before the server answers, and without it. They are kept encrypted with your key.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Los nombres se muestran antes de que responda el servidor y también sin él. Se guardan cifrados con su clave.</translation>
    </message>
    <message>
        <source>Values of %1 without its server</source>
        <extracomment>A setting: which values of an account can be shown without its server. %1 is the account&apos;s name.</extracomment>
        <translation>Valores de %1 sin su servidor</translation>
    </message>
    <message>
        <source>They are kept as the server sends them: encrypted for your key. The server notes favourites and everything as read by you.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Se guardan como los envía el servidor: cifrados para su clave. El servidor anota los favoritos y «Todos» como leídos por usted.</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>Choices of a setting: which values can be shown without the server.</extracomment>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>Used in the last 30 days</source>
        <translation>Usados en los últimos 30 días</translation>
    </message>
    <message>
        <source>Those and favourites</source>
        <translation>Esos y los favoritos</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todos</translation>
    </message>
</context>
<context>
    <name>coffret::SetupServerViewModel</name>
    <message>
        <source>This is not an address Coffret can use.</source>
        <translation>Coffret no puede usar esta dirección.</translation>
    </message>
    <message>
        <source>It should look like https://vault.example.com, without a user name.</source>
        <translation>Debería parecerse a https://vault.example.com, sin nombre de usuario.</translation>
    </message>
    <message>
        <source>The certificate authority&apos;s file cannot be read.</source>
        <translation>No se puede leer el archivo de la autoridad de certificación.</translation>
    </message>
    <message>
        <source>Choose a PEM file.</source>
        <translation>Elija un archivo PEM.</translation>
    </message>
    <message>
        <source>The file holds no certificate.</source>
        <translation>El archivo no contiene ningún certificado.</translation>
    </message>
    <message>
        <source>Choose a PEM file; it has a line BEGIN CERTIFICATE.</source>
        <translation>Elija un archivo PEM; tiene una línea BEGIN CERTIFICATE.</translation>
    </message>
</context>
<context>
    <name>coffret::SharedKeyViewModel</name>
    <message>
        <source>The server names another key than a moment ago. Compare this one.</source>
        <extracomment>Error while a new shared key is compared: the server has just named yet another one.</extracomment>
        <translation>El servidor nombra una clave distinta de la de hace un momento. Compare esta.</translation>
    </message>
    <message>
        <source>%1 handed it out and signed it.</source>
        <extracomment>Who handed a new shared key out. %1 is the name of a person.</extracomment>
        <translation>%1 la entregó y la firmó.</translation>
    </message>
    <message>
        <source>The server itself handed it out; no person signed it.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>La entregó el propio servidor; no la firmó ninguna persona.</translation>
    </message>
    <message>
        <source>Nobody who may hand it out signed it. Do not accept it unless an administrator can explain that.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>No la firmó nadie autorizado a entregarla. No la acepte, salvo que un administrador pueda explicarlo.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) wait for the shared key</source>
        <extracomment>Banner of an account. %n secrets have encrypted names that the user was not given the key for.</extracomment>
        <translation>
            <numerusform>%n secreto espera la clave compartida</numerusform>
            <numerusform>%n secretos esperan la clave compartida</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::SharingViewModel</name>
    <message>
        <source>Only its owners can change who has access.</source>
        <extracomment>Why a secret or folder cannot be shared by the user.</extracomment>
        <translation>Solo sus propietarios pueden cambiar quién tiene acceso.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the list of who has access. %n is how many entries will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n cambio, aún no se ha escrito nada</numerusform>
            <numerusform>%n cambios, aún no se ha escrito nada</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to own it. Make somebody else an owner first.</source>
        <extracomment>Why a right cannot be taken away: somebody has to own a secret or folder.</extracomment>
        <translation>Debe haber un propietario. Nombre primero propietario a otra persona.</translation>
    </message>
    <message>
        <source>Change access to “%1”?</source>
        <extracomment>Heading of the question before access changes. %1 is the name of a secret or folder.</extracomment>
        <translation>¿Cambiar el acceso a «%1»?</translation>
    </message>
    <message>
        <source>Change access</source>
        <extracomment>Button: changes who has access.</extracomment>
        <translation>Cambiar el acceso</translation>
    </message>
</context>
<context>
    <name>coffret::ShownValue</name>
    <message>
        <source>%1 Open the secret to copy it all the same.</source>
        <extracomment>Message instead of copying. %1 is a sentence about the signature of a value.</extracomment>
        <translation>%1 Abra el secreto para copiarlo de todos modos.</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyCard</name>
    <message>
        <source>%1 Add the key to the agent anyway?</source>
        <extracomment>Question before a key is used. %1 is a sentence about the signature.</extracomment>
        <translation>%1 ¿Añadir la clave al agente de todos modos?</translation>
    </message>
    <message>
        <source>%1 Copy its public key anyway?</source>
        <extracomment>The same before its public half is worked out and copied.</extracomment>
        <translation>%1 ¿Copiar su clave pública de todos modos?</translation>
    </message>
    <message>
        <source>Write a number of minutes from 1 to %1.</source>
        <extracomment>Error under a number of minutes. %1 is a number.</extracomment>
        <translation>Escriba un número de minutos de 1 a %1.</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>Heading of the part about an SSH key whose type is not known before it is opened.</extracomment>
        <translation>Clave SSH</translation>
    </message>
    <message>
        <source>The public key or fingerprint stored with it belongs to another key. What is shown here comes from the private key.</source>
        <extracomment>Warning about an SSH key. What stands here is worked out from the private key.</extracomment>
        <translation>La clave pública o la huella digital guardada con ella pertenece a otra clave. Lo que se muestra aquí procede de la clave privada.</translation>
    </message>
    <message>
        <source>In ssh-agent until Coffret locks, or %1 at the latest.</source>
        <extracomment>About a key that is in the SSH agent. %1 is the latest moment.</extracomment>
        <translation>En ssh-agent hasta que Coffret se bloquee, o hasta las %1 como muy tarde.</translation>
    </message>
    <message>
        <source>In ssh-agent until %1, or until Coffret locks.</source>
        <extracomment>The same. %1 is a moment.</extracomment>
        <translation>En ssh-agent hasta las %1, o hasta que Coffret se bloquee.</translation>
    </message>
    <message>
        <source>It asks before each use.</source>
        <extracomment>After one of the two sentences before.</extracomment>
        <translation>Pide confirmación antes de cada uso.</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyEditor</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>A file with an SSH key was chosen or dropped. What is wrong, then the next step.</extracomment>
        <translation>No se puede leer el archivo.</translation>
    </message>
    <message>
        <source>See that it is there and that you may read it.</source>
        <translation>Compruebe que existe y que puede leerlo.</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>In a form, about a private key of which nothing can be seen before it is opened.</extracomment>
        <translation>Clave privada</translation>
    </message>
    <message>
        <source>Encrypted with a passphrase</source>
        <extracomment>About a private key in a form: it needs a passphrase that is not there.</extracomment>
        <translation>Cifrada con una frase de contraseña</translation>
    </message>
    <message>
        <source>Encrypted, and the passphrase fits</source>
        <translation>Cifrada, y la frase de contraseña es correcta</translation>
    </message>
    <message>
        <source>Not encrypted with a passphrase of its own</source>
        <translation>No está cifrada con una frase de contraseña propia</translation>
    </message>
    <message>
        <source>%1. Converted from PuTTY&apos;s format to OpenSSH&apos;s</source>
        <extracomment>About a private key in a form. %1 is one of the sentences before. OpenSSH and PuTTY are names.</extracomment>
        <translation>%1. Convertida del formato de PuTTY al de OpenSSH</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyGenerator</name>
    <message>
        <source>Short, fast and safe. Right unless a server is very old.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Corta, rápida y segura. La adecuada, salvo que un servidor sea muy antiguo.</translation>
    </message>
    <message>
        <source>For servers that know nothing newer.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Para servidores que no conocen nada más reciente.</translation>
    </message>
    <message>
        <source>The same, where a rule asks for more bits.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Lo mismo, donde una norma exija más bits.</translation>
    </message>
    <message>
        <source>For rules that name NIST&apos;s curves.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Para normas que exigen las curvas del NIST.</translation>
    </message>
</context>
<context>
    <name>coffret::ToastViewModel</name>
    <message>
        <source>%1 copied</source>
        <extracomment>Message after copying. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>Copiado: %1</translation>
    </message>
    <message>
        <source>%1 copied. It has a line end in it: pasted into a terminal, what stands before it runs at once.</source>
        <extracomment>Message after copying a value that has a line end in it. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>Copiado: %1. El valor contiene un fin de línea: pegado en una terminal, lo que hay antes se ejecuta de inmediato.</translation>
    </message>
</context>
<context>
    <name>coffret::TokenHint</name>
    <message>
        <source>Looks like a key of %1</source>
        <extracomment>About an API key. %1 is the name of a service, such as GitHub.</extracomment>
        <translation>Parece una clave de %1</translation>
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
        <translation>Coffret: bloqueado</translation>
    </message>
    <message>
        <source>Coffret: %1</source>
        <extracomment>Tooltip of the tray icon. %1 says how many secrets are checked out and until when.</extracomment>
        <translation>Coffret: %1</translation>
    </message>
    <message>
        <source>Coffret: needs your attention</source>
        <extracomment>Tooltip of the tray icon: an account could not be synced or opened.</extracomment>
        <translation>Coffret: requiere su atención</translation>
    </message>
    <message>
        <source>Coffret: syncing</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret: sincronizando</translation>
    </message>
</context>
<context>
    <name>coffret::TrayMenu</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Búsqueda rápida</translation>
    </message>
    <message>
        <source>Copy a one-time code</source>
        <extracomment>Tray menu: leads to the names of secrets that have one; choosing a name copies its code.</extracomment>
        <translation>Copiar un código de un solo uso</translation>
    </message>
    <message>
        <source>Open Coffret</source>
        <extracomment>Tray menu: shows the main window.</extracomment>
        <translation>Abrir Coffret</translation>
    </message>
    <message>
        <source>Sync now</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Sincronizar ahora</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Give everything back</source>
        <extracomment>Tray menu: gives back every secret that is checked out.</extracomment>
        <translation>Devolver todo</translation>
    </message>
    <message>
        <source>Copy again</source>
        <extracomment>Tray menu: heading of the names of what was used last; choosing a name copies its main value.</extracomment>
        <translation>Copiar de nuevo</translation>
    </message>
    <message>
        <source>Recent…</source>
        <extracomment>Tray menu, in place of the names of what was used last: leads to the quick lookup, which shows them.</extracomment>
        <translation>Últimos usados…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloquear</translation>
    </message>
</context>
<context>
    <name>coffret::TypingViewModel</name>
    <message>
        <source>No window of another program had the keyboard before. Click into one, then try again.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>Ninguna ventana de otro programa tenía antes el teclado. Haga clic en una e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>%1 Type it anyway?</source>
        <extracomment>Question before a value is typed into another window. %1 is a sentence about the signature.</extracomment>
        <translation>%1 ¿Teclear de todos modos?</translation>
    </message>
</context>
</TS>
