<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl">
<context>
    <name>AboutSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Service</source>
        <extracomment>Before the name and version of the server&apos;s software</extracomment>
        <translation>Usługa</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Before a server&apos;s address</extracomment>
        <translation>Serwer</translation>
    </message>
    <message>
        <source>You</source>
        <extracomment>Before the name under which the user is known to the server</extracomment>
        <translation>Użytkownik</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Before the fingerprint of the user&apos;s OpenPGP key</extracomment>
        <translation>Twój klucz</translation>
    </message>
</context>
<context>
    <name>AccessPane</name>
    <message>
        <source>Sharing</source>
        <extracomment>Accessible name of the part that shows who has access</extracomment>
        <translation>Udostępnianie</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>Dodaj osoby lub grupy</translation>
    </message>
    <message>
        <source>Who has access</source>
        <extracomment>Accessible name of the list of who has access</extracomment>
        <translation>Kto ma dostęp</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of access that were not written yet</extracomment>
        <translation>Cofnij zmiany</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>Przejrzyj…</translation>
    </message>
</context>
<context>
    <name>AccessRequestSheet</name>
    <message>
        <source>Whoever decides about it reads what you write here.</source>
        <extracomment>Under the heading of the form that asks for access to a secret</extracomment>
        <translation>Osoba, która o tym decyduje, przeczyta to, co tu napiszesz.</translation>
    </message>
    <message>
        <source>Request access to “%1”</source>
        <extracomment>Heading of the form that asks for access. %1 is a secret&apos;s name</extracomment>
        <translation>Prośba o dostęp do „%1”</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Sending…</source>
        <extracomment>Buttons below the form that asks for access: before and while it is sent</extracomment>
        <translation>Wysyłanie…</translation>
    </message>
    <message>
        <source>Send request</source>
        <translation>Wyślij prośbę</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Otwórz stronę</translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>Label of the field for why access is needed</extracomment>
        <translation>Powód</translation>
    </message>
    <message>
        <source>1 to %1 hours. The arrow keys change it.</source>
        <extracomment>Help under the field for how long access is needed. %1 is a number of hours</extracomment>
        <translation>Od 1 do %1 godzin. Liczbę zmieniają klawisze strzałek.</translation>
    </message>
    <message>
        <source>Hours</source>
        <extracomment>Label of the field for how long access is needed</extracomment>
        <translation>Liczba godzin</translation>
    </message>
    <message>
        <source>Leave it empty for at once, or write a time, or a day and a time like %1.</source>
        <extracomment>Help under the field for when access is to begin. %1 is a moment as it can be written</extracomment>
        <translation>Puste pole oznacza: od razu. Można wpisać godzinę albo dzień i godzinę, na przykład %1.</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>Label of the field for when access is to begin</extracomment>
        <translation>Od</translation>
    </message>
    <message>
        <source>At once</source>
        <extracomment>In the empty field for when access is to begin</extracomment>
        <translation>Od razu</translation>
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
        <translation>Zmiany dotyczą folderu i wszystkiego w nim, co możesz udostępniać.</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <extracomment>Heading: %1 is the name of a folder</extracomment>
        <translation>Udostępnij „%1”</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>AccountBanners</name>
    <message>
        <source>Compare…</source>
        <extracomment>Button in an error banner: compares a server&apos;s new fingerprint
----------
Button in a banner: compares the fingerprint of a new shared key</extracomment>
        <translation>Porównaj…</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>What it encrypts can be read, but nobody vouches for it, and nothing is written with it.</source>
        <extracomment>In a banner about a new shared key</extracomment>
        <translation>To, co jest nim zaszyfrowane, można odczytać, ale nikt za niego nie ręczy i niczego się nim nie szyfruje.</translation>
    </message>
    <message>
        <source>The server has a new shared key</source>
        <extracomment>Title of a banner: the server names another key for what several persons share</extracomment>
        <translation>Serwer ma nowy wspólny klucz</translation>
    </message>
    <message>
        <source>Ask an administrator to give it to you, then sync.</source>
        <extracomment>In a banner about secrets that cannot be read yet</extracomment>
        <translation>Poproś administratora o udostępnienie klucza, a potem zsynchronizuj.</translation>
    </message>
</context>
<context>
    <name>AccountButtons</name>
    <message>
        <source>Options…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>Opcje…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>Usuń…</translation>
    </message>
</context>
<context>
    <name>AccountFields</name>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the account name field</extracomment>
        <translation>Widoczna na pasku bocznym. Jeśli pole jest puste, używana jest nazwa serwera.</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <extracomment>Label of the account name field</extracomment>
        <translation>Nazwa (opcjonalnie)</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <extracomment>Entry of the file type list in the certificate authority&apos;s file dialog</extracomment>
        <translation>Certyfikaty (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>Only if your organisation signs its certificates itself: a PEM file, trusted for this account alone.</source>
        <extracomment>Help under the certificate authority field</extracomment>
        <translation>Tylko jeśli organizacja sama podpisuje swoje certyfikaty: plik PEM, zaufany wyłącznie dla tego konta.</translation>
    </message>
    <message>
        <source>Certificate authority (optional)</source>
        <extracomment>Label of the certificate authority field</extracomment>
        <translation>Urząd certyfikacji (opcjonalnie)</translation>
    </message>
</context>
<context>
    <name>AccountOptionsSheet</name>
    <message>
        <source>Saving signs in to the account again. What you have checked out is treated as when Coffret locks.</source>
        <extracomment>Below the heading of the sheet for an account&apos;s options; the second for accounts that lend values</extracomment>
        <translation>Po zapisaniu nastąpi ponowne logowanie do konta. Wypożyczone sekrety są traktowane tak jak przy blokowaniu programu.</translation>
    </message>
    <message>
        <source>Saving signs in to the account again.</source>
        <translation>Po zapisaniu nastąpi ponowne logowanie do konta.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons of the sheet for an account&apos;s options</extracomment>
        <translation>Wylogowywanie…</translation>
    </message>
    <message>
        <source>Options of “%1”</source>
        <extracomment>Heading of the sheet for an account&apos;s options. %1 is its name</extracomment>
        <translation>Opcje konta „%1”</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: an account&apos;s options stay as they were</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button: keeps an account&apos;s options</extracomment>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the field for an account&apos;s name</extracomment>
        <translation>Widoczna na pasku bocznym. Jeśli pole jest puste, używana jest nazwa serwera.</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for an account&apos;s name</extracomment>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for an account&apos;s apps</extracomment>
        <translation>Identyfikator aplikacji znajduje się w panelu bocznym jej ustawień; jeśli token obejmuje wszystkie aplikacje, działają też nazwy.</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>A preference of an account whose values are lent</extracomment>
        <translation>Zwracaj przy blokowaniu lub zamykaniu programu</translation>
    </message>
</context>
<context>
    <name>AccountPopup</name>
    <message>
        <source>Accounts</source>
        <extracomment>Accessible name of the list of accounts</extracomment>
        <translation>Konta</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>Button below the list of accounts</extracomment>
        <translation>Dodaj konto…</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <extracomment>Button below the list of accounts: takes the one the keyboard is at, else the one in view, off this computer</extracomment>
        <translation>Usuń „%1”…</translation>
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
        <translation>Przełącz konto</translation>
    </message>
</context>
<context>
    <name>ActivityPane</name>
    <message>
        <source>Activity</source>
        <extracomment>Accessible name of the part that shows who did what with a secret</extracomment>
        <translation>Aktywność</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <extracomment>In place of what happened to a secret</extracomment>
        <translation>Nic się jeszcze nie wydarzyło.</translation>
    </message>
</context>
<context>
    <name>AddFieldButton</name>
    <message>
        <source>Add field</source>
        <extracomment>Button that offers more fields for a secret</extracomment>
        <translation>Dodaj pole</translation>
    </message>
</context>
<context>
    <name>AgeBanner</name>
    <message>
        <source>The server cannot be reached, so it may have changed since.</source>
        <extracomment>In a banner above a secret that was kept on this computer</extracomment>
        <translation>Serwer jest nieosiągalny, więc od tego czasu coś mogło się zmienić.</translation>
    </message>
</context>
<context>
    <name>AgentSheet</name>
    <message>
        <source>Programs of yours can sign in with it while it is there. Coffret takes it out when it locks or quits.</source>
        <extracomment>Under the heading of the sheet that puts a key into the SSH agent</extracomment>
        <translation>Dopóki klucz tam jest, twoje programy mogą się nim logować. Coffret usuwa go przy blokowaniu i zamykaniu programu.</translation>
    </message>
    <message>
        <source>Add “%1” to ssh-agent</source>
        <extracomment>Heading of the sheet that puts a key into the SSH agent. %1 is a secret&apos;s name</extracomment>
        <translation>Dodaj klucz „%1” do ssh-agent</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that put a key into the SSH agent: before and while it is opened</extracomment>
        <translation>Otwieranie…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Dodaj</translation>
    </message>
    <message>
        <source>For how long</source>
        <extracomment>Accessible name of the choice of a time</extracomment>
        <translation>Na jak długo</translation>
    </message>
    <message>
        <source>At most 24 hours, should Coffret end without a chance to take it out.</source>
        <extracomment>Below the choice &quot;Until Coffret locks&quot;</extracomment>
        <translation>Najwyżej 24 godziny, gdyby Coffret nie zdążył usunąć klucza przed zakończeniem działania.</translation>
    </message>
    <message>
        <source>Until Coffret locks</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>Do zablokowania programu Coffret</translation>
    </message>
    <message>
        <source>1 hour</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>1 godzina</translation>
    </message>
    <message>
        <source>8 hours</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>8 godzin</translation>
    </message>
    <message>
        <source>Minutes:</source>
        <extracomment>Choice of how long a key stays in the SSH agent; a number is written behind it</extracomment>
        <translation>Minuty:</translation>
    </message>
    <message>
        <source>Minutes</source>
        <extracomment>Accessible name of the field for a number of minutes</extracomment>
        <translation>Liczba minut</translation>
    </message>
    <message>
        <source>The agent asks with ssh-askpass whenever a program wants to sign in; where that is not installed, every use is refused.</source>
        <extracomment>Below &quot;Confirm each use&quot;. ssh-askpass is the name of a program</extracomment>
        <translation>Agent pyta przez ssh-askpass za każdym razem, gdy program chce się zalogować; jeśli ssh-askpass nie jest zainstalowany, odmawia każdego użycia.</translation>
    </message>
    <message>
        <source>Confirm each use</source>
        <extracomment>Check box: the SSH agent asks before each use of a key</extracomment>
        <translation>Potwierdzaj każde użycie</translation>
    </message>
</context>
<context>
    <name>AppsField</name>
    <message>
        <source>Apps, separated by commas</source>
        <extracomment>Label of the apps field</extracomment>
        <translation>Aplikacje, oddzielone przecinkami</translation>
    </message>
</context>
<context>
    <name>AttentionTexts</name>
    <message>
        <source>The server showed an older version, or one that belongs to another secret. Do not use the value; tell whoever runs the server.</source>
        <extracomment>What to do about a secret of which the server sent something older, or something of another one.</extracomment>
        <translation>Serwer pokazał starszą wersję albo wersję należącą do innego sekretu. Nie używaj tej wartości; powiadom operatora serwera.</translation>
    </message>
    <message>
        <source>Its details are encrypted with a key that was not shared with you yet. Ask an administrator to share it.</source>
        <extracomment>What to do about a secret that waits for a shared key.</extracomment>
        <translation>Szczegóły są zaszyfrowane kluczem, który nie został ci jeszcze udostępniony. Poproś administratora o jego udostępnienie.</translation>
    </message>
    <message>
        <source>Name and details are placeholders. Ask the owner to save it again.</source>
        <extracomment>What to do about a secret whose details cannot be decrypted.</extracomment>
        <translation>Nazwa i szczegóły są zastępcze. Poproś właściciela o ponowne zapisanie sekretu.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the addresses. Check them before you use the value there.</source>
        <extracomment>What to do about a secret whose details nobody vouches for.</extracomment>
        <translation>Nikt, kogo znasz, nie ręczy za nazwę i adresy. Sprawdź je, zanim użyjesz tam wartości.</translation>
    </message>
    <message>
        <source>When you last opened it, nobody you know vouched for the values. Ask the owner whether they wrote them, or save them again yourself.</source>
        <extracomment>What to do about a secret whose values nobody vouches for.</extracomment>
        <translation>Przy ostatnim otwarciu nikt, kogo znasz, nie ręczył za wartości. Zapytaj właściciela, czy pochodzą od niego, albo zapisz je ponownie samodzielnie.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name of one of its tags. Do not rely on that tag.</source>
        <extracomment>What to do about a secret with a tag that nobody vouches for.</extracomment>
        <translation>Nikt, kogo znasz, nie ręczy za nazwę jednej z etykiet. Nie polegaj na tej etykiecie.</translation>
    </message>
    <message>
        <source>It can be read and copied as it is, but not changed here.</source>
        <extracomment>What to do about a secret of a type this version does not know.</extracomment>
        <translation>Sekret można odczytać i skopiować w obecnej postaci, ale nie można go tu zmienić.</translation>
    </message>
    <message>
        <source>Nothing is kept in it. Edit it to give it a value.</source>
        <extracomment>What to do about a secret without any value.</extracomment>
        <translation>Nic w nim nie ma. Edytuj go, aby nadać mu wartość.</translation>
    </message>
    <message>
        <source>What the server sent as this folder&apos;s name belongs elsewhere</source>
        <extracomment>Why a folder&apos;s name deserves a second look: the server sent something else in its place.</extracomment>
        <translation>To, co serwer przysłał jako nazwę tego folderu, należy do czegoś innego</translation>
    </message>
    <message>
        <source>This folder&apos;s name waits for the shared key</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>Nazwa tego folderu czeka na wspólny klucz</translation>
    </message>
    <message>
        <source>This folder&apos;s name cannot be decrypted</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>Nie można odszyfrować nazwy tego folderu</translation>
    </message>
    <message>
        <source>Nobody you know vouches for this folder&apos;s name</source>
        <extracomment>Why a folder&apos;s name deserves a second look.</extracomment>
        <translation>Nikt, kogo znasz, nie ręczy za nazwę tego folderu</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>If this computer breaks or you forget the passphrase, everything encrypted for you is lost. Keep a copy where only you can get at it.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>Jeśli ten komputer się zepsuje albo zapomnisz hasła klucza, wszystko, co jest dla ciebie zaszyfrowane, przepadnie. Przechowuj kopię tam, gdzie tylko ty masz dostęp.</translation>
    </message>
    <message>
        <source>Recovery kit saved. Move it off this computer.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>Pakiet odzyskiwania zapisany. Przenieś go poza ten komputer.</translation>
    </message>
    <message>
        <source>Your new key exists only here</source>
        <translation>Twój nowy klucz istnieje tylko tutaj</translation>
    </message>
    <message>
        <source>OpenPGP keys (*.asc)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Klucze OpenPGP (*.asc)</translation>
    </message>
    <message>
        <source>The private key, locked with its passphrase; gpg asks for that once more. Only you can read the file.</source>
        <extracomment>Help under the field for the recovery kit&apos;s file</extracomment>
        <translation>Klucz prywatny, chroniony swoim hasłem; gpg zapyta o nie jeszcze raz. Plik możesz odczytać tylko ty.</translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <extracomment>Label of the field for the recovery kit&apos;s file</extracomment>
        <translation>Pakiet odzyskiwania</translation>
    </message>
    <message>
        <source>Save a recovery kit</source>
        <extracomment>Button that writes the recovery kit</extracomment>
        <translation>Zapisz pakiet odzyskiwania</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <extracomment>Name of the button that closes an error banner</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Hide details</source>
        <extracomment>Button that unfolds or folds the technical details of an error</extracomment>
        <translation>Ukryj szczegóły</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
</context>
<context>
    <name>BeginningSettings</name>
    <message>
        <source>You can change this at any time in the settings.</source>
        <extracomment>Below a few settings on a setup screen</extracomment>
        <translation>Możesz to w każdej chwili zmienić w ustawieniach.</translation>
    </message>
</context>
<context>
    <name>BulkPane</name>
    <message>
        <source>Chosen secrets</source>
        <extracomment>Accessible name of the part that works on several secrets</extracomment>
        <translation>Wybrane sekrety</translation>
    </message>
    <message>
        <source>What you do here is done to all of them.</source>
        <extracomment>Below how many secrets are chosen</extracomment>
        <translation>Każde działanie tutaj dotyczy ich wszystkich.</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Button: gives people access to several secrets</extracomment>
        <translation>Udostępnij…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Button: moves several secrets</extracomment>
        <translation>Przenieś do…</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <extracomment>Button: gives several secrets a star</extracomment>
        <translation>Dodaj do ulubionych</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <extracomment>Button: takes the star of several secrets away</extracomment>
        <translation>Usuń z ulubionych</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Button: deletes several secrets after a question</extracomment>
        <translation>Usuń…</translation>
    </message>
</context>
<context>
    <name>BulkShareSheet</name>
    <message>
        <source>They get access to all of them. Who has access already keeps it, with the greater of two rights.</source>
        <extracomment>Under the heading of a question who gets access to several secrets</extracomment>
        <translation>Te osoby uzyskają dostęp do wszystkich wybranych sekretów. Kto już ma dostęp, zachowuje go, z szerszym z obu uprawnień.</translation>
    </message>
    <message>
        <source>Add somebody first.</source>
        <extracomment>Beside a button that cannot be pressed before people or groups were added</extracomment>
        <translation>Najpierw dodaj kogoś.</translation>
    </message>
    <message>
        <source>Share: %1</source>
        <extracomment>Heading. %1 is for example &quot;3 secrets chosen&quot;</extracomment>
        <translation>Udostępnij: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>Przejrzyj…</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>Dodaj osoby lub grupy</translation>
    </message>
    <message>
        <source>Who gets access</source>
        <extracomment>Accessible name of the list of who gets access</extracomment>
        <translation>Kto uzyska dostęp</translation>
    </message>
</context>
<context>
    <name>CertificateBody</name>
    <message>
        <source>Issued by</source>
        <extracomment>Label of the name of who signed a certificate</extracomment>
        <translation>Wystawca</translation>
    </message>
    <message>
        <source>Hide fingerprints and chain</source>
        <extracomment>Button that unfolds or folds the fingerprints, the chain and so on of a certificate</extracomment>
        <translation>Ukryj odciski i łańcuch</translation>
    </message>
    <message>
        <source>Fingerprints and chain</source>
        <translation>Odciski i łańcuch</translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>Label of the kind and size of a certificate&apos;s key</extracomment>
        <translation>Klucz</translation>
    </message>
    <message>
        <source>Signature</source>
        <extracomment>Label of the way a certificate was signed</extracomment>
        <translation>Podpis</translation>
    </message>
    <message>
        <source>Serial number</source>
        <extracomment>Label of the serial number of a certificate</extracomment>
        <translation>Numer seryjny</translation>
    </message>
    <message>
        <source>Chain</source>
        <extracomment>Label above the certificates of a chain</extracomment>
        <translation>Łańcuch</translation>
    </message>
    <message>
        <source>Chain of certificates</source>
        <extracomment>Accessible name of the list of certificates that signed each other</extracomment>
        <translation>Łańcuch certyfikatów</translation>
    </message>
</context>
<context>
    <name>CertificateFindings</name>
    <message>
        <source>A server cannot use them together. Look for the key it was asked for with.</source>
        <extracomment>What to do about a private key of another certificate.</extracomment>
        <translation>Serwer nie może używać ich razem. Poszukaj klucza, którym złożono wniosek o certyfikat.</translation>
    </message>
    <message>
        <source>The private key does not belong to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>Klucz prywatny nie należy do tego certyfikatu.</translation>
    </message>
    <message>
        <source>The private key is that of “%1”, further up the chain.</source>
        <extracomment>About a certificate and the private key beside it. %1 is another certificate&apos;s name.</extracomment>
        <translation>Klucz prywatny należy do certyfikatu „%1”, położonego wyżej w łańcuchu.</translation>
    </message>
    <message>
        <source>The private key belongs to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>Klucz prywatny należy do tego certyfikatu.</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Klucz prywatny jest chroniony hasłem.</translation>
    </message>
    <message>
        <source>With the passphrase beside it, it is compared with the certificate.</source>
        <extracomment>What to do about a protected private key.</extracomment>
        <translation>Gdy podasz obok jego hasło, klucz zostanie porównany z certyfikatem.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Hasło klucza nie otwiera klucza prywatnego.</translation>
    </message>
    <message>
        <source>The private key cannot be read.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Nie można odczytać klucza prywatnego.</translation>
    </message>
    <message>
        <source>Take all of its text, from the line BEGIN PRIVATE KEY to the line END PRIVATE KEY.</source>
        <extracomment>What to do about a text that is no private key. BEGIN … and END … are lines of such a text.</extracomment>
        <translation>Skopiuj cały jego tekst, od wiersza BEGIN PRIVATE KEY do wiersza END PRIVATE KEY.</translation>
    </message>
    <message>
        <source>A private key of this kind cannot be checked here.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>Klucza prywatnego tego rodzaju nie można tu sprawdzić.</translation>
    </message>
    <message>
        <source>“%1” has the name of the issuer, but did not sign “%2”.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>Certyfikat „%1” ma nazwę wystawcy, ale nie podpisano nim certyfikatu „%2”.</translation>
    </message>
    <message>
        <source>It may be an older or newer certificate of the same authority.</source>
        <extracomment>What to do about an issuer that did not sign.</extracomment>
        <translation>Może to być starszy lub nowszy certyfikat tego samego urzędu.</translation>
    </message>
    <message>
        <source>“%1” signed “%2”, but is not meant to sign others.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>Certyfikatem „%1” podpisano certyfikat „%2”, choć nie jest przeznaczony do podpisywania innych.</translation>
    </message>
    <message>
        <source>The signature of “%1” cannot be checked here.</source>
        <extracomment>About a chain of certificates. %1 is the name of one.</extracomment>
        <translation>Nie można tu sprawdzić podpisu certyfikatu „%1”.</translation>
    </message>
    <message>
        <source>It has signed itself.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Certyfikat jest samopodpisany.</translation>
    </message>
    <message>
        <source>Programs trust it only where somebody told them to.</source>
        <extracomment>What it means that a certificate has signed itself.</extracomment>
        <translation>Programy ufają mu tylko tam, gdzie ktoś im to nakazał.</translation>
    </message>
    <message>
        <source>The chain is complete, up to “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of its last one.</extracomment>
        <translation>Łańcuch jest kompletny, aż do certyfikatu „%1”.</translation>
    </message>
    <message>
        <source>The certificate of its issuer, “%1”, is missing.</source>
        <extracomment>About a certificate that came without its chain. %1 is the issuer&apos;s name.</extracomment>
        <translation>Brakuje certyfikatu wystawcy: „%1”.</translation>
    </message>
    <message>
        <source>Servers usually need it. The issuer offers it as the chain or bundle.</source>
        <extracomment>What to do about a missing issuer.</extracomment>
        <translation>Serwery zwykle go potrzebują. Wystawca udostępnia go jako łańcuch (chain) lub pakiet (bundle).</translation>
    </message>
    <message>
        <source>The chain ends below “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer that is not part of it.</extracomment>
        <translation>Łańcuch kończy się przed certyfikatem „%1”.</translation>
    </message>
    <message>
        <source>That is fine when it is a root: programs have those themselves.</source>
        <extracomment>What it means that a chain ends there.</extracomment>
        <translation>To w porządku, jeśli jest to certyfikat główny: programy same mają takie certyfikaty.</translation>
    </message>
    <message>
        <source>The certificates are out of order.</source>
        <extracomment>About a chain of certificates.</extracomment>
        <translation>Certyfikaty są w złej kolejności.</translation>
    </message>
    <message>
        <source>First comes the certificate itself, then the issuer of each.</source>
        <extracomment>What the order of certificates is.</extracomment>
        <translation>Najpierw jest sam certyfikat, a potem kolejno wystawca każdego z nich.</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) here belong to none of the others.</source>
        <extracomment>About several certificates in one text. %n is how many are no part of the chain.</extracomment>
        <translation>
            <numerusform>%n certyfikat nie jest powiązany z żadnym z pozostałych.</numerusform>
            <numerusform>%n certyfikaty nie są powiązane z żadnym z pozostałych.</numerusform>
            <numerusform>%n certyfikatów nie jest powiązanych z żadnym z pozostałych.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer, %2 a sentence such as &quot;Expires tomorrow&quot;.</extracomment>
        <translation>„%1”: %2</translation>
    </message>
    <message>
        <source>Its key or its signature is too weak for today.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>Jego klucz lub podpis jest jak na dzisiejsze wymagania za słaby.</translation>
    </message>
    <message>
        <source>MD5, SHA-1 and RSA keys below 2048 bits are refused by most programs.</source>
        <extracomment>What it means that a certificate is weak: MD5 and SHA-1 are ways to sign.</extracomment>
        <translation>Większość programów odrzuca MD5, SHA-1 i klucze RSA krótsze niż 2048 bitów.</translation>
    </message>
    <message>
        <source>The names it is for cannot be read.</source>
        <extracomment>About a certificate: the names of the hosts it is for.</extracomment>
        <translation>Nie można odczytać nazw, dla których go wystawiono.</translation>
    </message>
    <message>
        <source>It is an authority: it may sign other certificates.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>To certyfikat urzędu: można nim podpisywać inne certyfikaty.</translation>
    </message>
    <message>
        <source>Not part of the chain</source>
        <extracomment>Below a certificate in a list: it is not part of the chain.</extracomment>
        <translation>Spoza łańcucha</translation>
    </message>
    <message>
        <source>Did not sign the one before it</source>
        <extracomment>Below a certificate in a list: the issuer of the one before it.</extracomment>
        <translation>Nie podpisano nim poprzedniego</translation>
    </message>
</context>
<context>
    <name>CertificateHelper</name>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.p12 *.pfx)</source>
        <extracomment>Entry of the file type list in a certificate&apos;s file dialog</extracomment>
        <translation>Certyfikaty (*.pem *.crt *.cer *.der *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>PEM, DER or PKCS#12, with its chain and key. Dropping it on the form works too.</source>
        <extracomment>Help under the field for a certificate&apos;s file</extracomment>
        <translation>PEM, DER lub PKCS#12, z łańcuchem i kluczem. Plik można też upuścić na formularz.</translation>
    </message>
    <message>
        <source>From a file</source>
        <extracomment>Label of the field for a certificate&apos;s file</extracomment>
        <translation>Z pliku</translation>
    </message>
    <message>
        <source>Put in order</source>
        <extracomment>Button: sorts the certificates of a chain</extracomment>
        <translation>Uporządkuj</translation>
    </message>
    <message>
        <source>Expires with the certificate, %1</source>
        <extracomment>Button: the secret expires on the day its certificate does. %1 is that day, such as 2027-03-31</extracomment>
        <translation>Wygasa razem z certyfikatem, %1</translation>
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
        <translation>Hasło pliku %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a file with the password beside it</extracomment>
        <translation>Otwieranie…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: does without a file that has a password</extracomment>
        <translation>Anuluj</translation>
    </message>
</context>
<context>
    <name>CertificateTexts</name>
    <message>
        <source>This is not a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>To nie jest certyfikat.</translation>
    </message>
    <message>
        <source>It should have a line BEGIN CERTIFICATE, or be a file in DER or PKCS#12.</source>
        <extracomment>What a certificate looks like. BEGIN CERTIFICATE is a line of it.</extracomment>
        <translation>Powinien mieć wiersz BEGIN CERTIFICATE albo być plikiem DER lub PKCS#12.</translation>
    </message>
    <message>
        <source>This is a request for a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>To jest wniosek o certyfikat.</translation>
    </message>
    <message>
        <source>Send it to the authority; the certificate is what comes back.</source>
        <extracomment>What to do about a request in the place of a certificate.</extracomment>
        <translation>Wyślij go do urzędu certyfikacji; certyfikat przyjdzie w odpowiedzi.</translation>
    </message>
    <message>
        <source>This is a private key without its certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>To jest klucz prywatny bez certyfikatu.</translation>
    </message>
    <message>
        <source>The certificate is damaged.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>Certyfikat jest uszkodzony.</translation>
    </message>
    <message>
        <source>A part is missing or altered. Take it anew, from BEGIN to END.</source>
        <extracomment>What to do about a damaged certificate. BEGIN and END are lines of it.</extracomment>
        <translation>Część jest zmieniona albo jej brakuje. Skopiuj go jeszcze raz, od BEGIN do END.</translation>
    </message>
    <message>
        <source>There is more here than a chain of certificates.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>Jest tu więcej niż łańcuch certyfikatów.</translation>
    </message>
    <message>
        <source>Up to 32 certificates are read, of 64 KiB each.</source>
        <extracomment>What the limits are.</extracomment>
        <translation>Odczytywane są najwyżej 32 certyfikaty, każdy do 64 KiB.</translation>
    </message>
    <message>
        <source>The file is protected by a password.</source>
        <extracomment>About a file.</extracomment>
        <translation>Plik jest chroniony hasłem.</translation>
    </message>
    <message>
        <source>The password does not open the file.</source>
        <extracomment>About a file.</extracomment>
        <translation>Hasło nie otwiera pliku.</translation>
    </message>
    <message>
        <source>The file is protected in a way that is not supported.</source>
        <extracomment>About a file.</extracomment>
        <translation>Plik jest chroniony w sposób, który nie jest obsługiwany.</translation>
    </message>
    <message>
        <source>Export it again with another program, or as PEM.</source>
        <extracomment>What to do about such a file.</extracomment>
        <translation>Wyeksportuj go ponownie innym programem albo jako PEM.</translation>
    </message>
    <message>
        <source>Not valid before %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Ważny dopiero od %1</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Ważny do %1</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>Wygasł %1</translation>
    </message>
    <message>
        <source>Its dates cannot be read</source>
        <extracomment>About a certificate: the times between which it is valid make no sense.</extracomment>
        <translation>Nie można odczytać jego dat</translation>
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
            <numerusform>%1, %n bity</numerusform>
            <numerusform>%1, %n bitów</numerusform>
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
        <translation>Długość</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Label above the kinds of characters a new password is made of</extracomment>
        <translation>Znaki</translation>
    </message>
    <message>
        <source>No 0 O 1 I l or |, for passwords that are read out or typed.</source>
        <extracomment>Below the choice to leave out look-alikes; the characters are examples</extracomment>
        <translation>Bez 0 O 1 I l i |, dla haseł dyktowanych lub przepisywanych.</translation>
    </message>
    <message>
        <source>Leave out look-alikes</source>
        <extracomment>A choice for new passwords: characters that are easily taken for each other</extracomment>
        <translation>Pomijaj podobne znaki</translation>
    </message>
</context>
<context>
    <name>CheckOutCard</name>
    <message>
        <source>Check-out</source>
        <extracomment>Accessible name of the part that says whether a secret is checked out</extracomment>
        <translation>Wypożyczenie</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Otwórz stronę</translation>
    </message>
    <message>
        <source>Request access…</source>
        <extracomment>Button: opens the form that asks for access to a secret</extracomment>
        <translation>Poproś o dostęp…</translation>
    </message>
    <message>
        <source>Check out</source>
        <extracomment>Button: takes a lent secret for oneself</extracomment>
        <translation>Wypożycz</translation>
    </message>
    <message>
        <source>Give back</source>
        <extracomment>Button: gives a lent secret back before its time is over</extracomment>
        <translation>Zwróć</translation>
    </message>
    <message>
        <source>Look again</source>
        <extracomment>Button: asks the server whether somebody has decided meanwhile</extracomment>
        <translation>Sprawdź ponownie</translation>
    </message>
</context>
<context>
    <name>CheckOutTexts</name>
    <message>
        <source>Only one person can have it at a time.</source>
        <extracomment>Below the state of a secret whose value is lent.</extracomment>
        <translation>W danej chwili może go mieć tylko jedna osoba.</translation>
    </message>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>State of a secret whose value is lent, then what to do.</extracomment>
        <translation>Dostęp wymaga zatwierdzenia</translation>
    </message>
    <message>
        <source>Ask for it and say why. Somebody decides, then you can see the value.</source>
        <translation>Poproś o dostęp i podaj powód. Wartość będzie widoczna po zatwierdzeniu prośby.</translation>
    </message>
    <message>
        <source>Available to check out</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Można wypożyczyć</translation>
    </message>
    <message>
        <source>Approved from %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Dostęp zatwierdzony od %1</translation>
    </message>
    <message>
        <source>It can be seen from then on until %1.</source>
        <extracomment>Below the state above. %1 is a moment.</extracomment>
        <translation>Wartość będzie wtedy widoczna, aż do %1.</translation>
    </message>
    <message>
        <source>Access is approved</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Dostęp zatwierdzony</translation>
    </message>
    <message>
        <source>You can see its value.</source>
        <translation>Możesz zobaczyć wartość.</translation>
    </message>
    <message>
        <source>Shared with you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.
----------
In a list. %1 is a moment.</extracomment>
        <translation>Udostępniony ci do %1</translation>
    </message>
    <message>
        <source>You can see its value until then.</source>
        <translation>Do tego czasu możesz zobaczyć wartość.</translation>
    </message>
    <message>
        <source>Checked out by you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Wypożyczony przez ciebie do %1</translation>
    </message>
    <message>
        <source>Checked out by you</source>
        <extracomment>State of a secret whose value is lent.
----------
In a list: the user has it checked out.</extracomment>
        <translation>Wypożyczony przez ciebie</translation>
    </message>
    <message>
        <source>Not from here, so locking does not give it back.</source>
        <extracomment>Below the state above: another program did it.</extracomment>
        <translation>Wypożyczony poza tym programem, więc zablokowanie go nie zwróci.</translation>
    </message>
    <message>
        <source>It could not be given back the last time. Try again.</source>
        <extracomment>Below the state above: the server could not be told that it is given back.</extracomment>
        <translation>Ostatnim razem nie udało się go zwrócić. Spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Your access was taken back</source>
        <extracomment>State of a secret whose value is lent: somebody ended it.</extracomment>
        <translation>Twój dostęp został odebrany</translation>
    </message>
    <message>
        <source>Its value is no longer shown.</source>
        <translation>Wartość nie jest już pokazywana.</translation>
    </message>
    <message>
        <source>Your access ended at %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>Koniec twojego dostępu: %1</translation>
    </message>
    <message>
        <source>Your access has ended</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Twój dostęp się skończył</translation>
    </message>
    <message>
        <source>Access requested</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Prośba o dostęp wysłana</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>Nikt jeszcze nie podjął decyzji.</translation>
    </message>
    <message>
        <source>Nobody has decided yet. You wrote: %1</source>
        <translation>Nikt jeszcze nie podjął decyzji. Podany powód: %1</translation>
    </message>
    <message>
        <source>Your request was turned down</source>
        <extracomment>State of a secret whose value is lent, then what was answered.</extracomment>
        <translation>Twoja prośba została odrzucona</translation>
    </message>
    <message>
        <source>No reason was given.</source>
        <translation>Nie podano powodu.</translation>
    </message>
    <message>
        <source>You gave it back</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>Sekret został zwrócony</translation>
    </message>
    <message>
        <source>Somebody else has it</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>Ma go teraz ktoś inny</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>Ma go teraz %1</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>W danej chwili może go mieć tylko jedna osoba. Spróbuj ponownie, gdy zostanie zwrócony.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>Countdown. %1 is minutes and seconds, for example &quot;4:32&quot;.</extracomment>
        <translation>%1 do końca</translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <extracomment>Countdown in minutes.</extracomment>
        <translation>
            <numerusform>%n min do końca</numerusform>
            <numerusform>%n min do końca</numerusform>
            <numerusform>%n min do końca</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <extracomment>Countdown. %1 is hours, %2 minutes.</extracomment>
        <translation>%1 h %2 min do końca</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A moment. %1 is a day, %2 a time of day.</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Checked out, %1</source>
        <extracomment>In a list: the user has it checked out. %1 is how long still, for example &quot;43 min left&quot;.</extracomment>
        <translation>Wypożyczony, %1</translation>
    </message>
    <message>
        <source>No longer shared with you</source>
        <extracomment>In a list: the time for which it was shared with the user is over.</extracomment>
        <translation>Udostępnienie się skończyło</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) checked out</source>
        <extracomment>In the tray. %n is how many secrets the user has at present.</extracomment>
        <translation>
            <numerusform>%n wypożyczony sekret</numerusform>
            <numerusform>%n wypożyczone sekrety</numerusform>
            <numerusform>%n wypożyczonych sekretów</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <extracomment>%1 is the sentence above for one secret, %2 a moment.</extracomment>
        <translation>%1, do %2</translation>
    </message>
    <message>
        <source>%1, the first until %2</source>
        <extracomment>%1 is the sentence above for several secrets, %2 a moment.</extracomment>
        <translation>%1, pierwszy do %2</translation>
    </message>
    <message>
        <source>This server takes no requests from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Ten serwer nie przyjmuje stąd próśb.</translation>
    </message>
    <message>
        <source>Ask for access on its web page, then look again.</source>
        <translation>Poproś o dostęp na jego stronie, a potem sprawdź ponownie.</translation>
    </message>
    <message>
        <source>This server lets nothing be checked out from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Ten serwer nie pozwala stąd niczego wypożyczyć.</translation>
    </message>
    <message>
        <source>Check the secret out on its web page, then look again.</source>
        <translation>Wypożycz sekret na jego stronie, a potem sprawdź ponownie.</translation>
    </message>
    <message>
        <source>This server takes nothing back from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>Ten serwer nie przyjmuje stąd zwrotów.</translation>
    </message>
    <message>
        <source>Give the secret back on its web page.</source>
        <translation>Zwróć sekret na jego stronie.</translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>Secrets stay on your server. Coffret opens one only when you ask for it.</source>
        <extracomment>Sentence under the heading of the first screen</extracomment>
        <translation>Sekrety pozostają na serwerze. Coffret otwiera je tylko na twoje życzenie.</translation>
    </message>
    <message>
        <source>Where are your secrets?</source>
        <extracomment>Heading of the first screen</extracomment>
        <translation>Gdzie są twoje sekrety?</translation>
    </message>
    <message>
        <source>Server address and your OpenPGP key</source>
        <extracomment>What is needed to sign in to Passbolt</extracomment>
        <translation>Adres serwera i twój klucz OpenPGP</translation>
    </message>
    <message>
        <source>Passbolt</source>
        <extracomment>Name of the service Passbolt</extracomment>
        <translation>Passbolt</translation>
    </message>
    <message>
        <source>Appliance address and an access token</source>
        <extracomment>What is needed to sign in to Fudo Enterprise</extracomment>
        <translation>Adres urządzenia i token dostępu</translation>
    </message>
    <message>
        <source>Fudo Enterprise</source>
        <extracomment>Name of the service Fudo Enterprise UAG</extracomment>
        <translation>Fudo Enterprise</translation>
    </message>
    <message>
        <source>Access tokens and the apps to show</source>
        <extracomment>What is needed to sign in to CommandK</extracomment>
        <translation>Tokeny dostępu i aplikacje do pokazania</translation>
    </message>
    <message>
        <source>CommandK</source>
        <extracomment>Name of the service CommandK</extracomment>
        <translation>CommandK</translation>
    </message>
    <message>
        <source>Invited to Passbolt?</source>
        <extracomment>Beside the buttons for what a Passbolt server hands out</extracomment>
        <translation>Masz zaproszenie z serwera Passbolt?</translation>
    </message>
    <message>
        <source>Use an account kit</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Użyj pakietu konta</translation>
    </message>
    <message>
        <source>Paste a link from an e-mail</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Wklej odnośnik z e-maila</translation>
    </message>
    <message>
        <source>Nothing to sign in to yet? The demo vault runs on this computer and leaves nothing behind.</source>
        <extracomment>Beside the button that starts the demo vault</extracomment>
        <translation>Nie masz jeszcze konta? Sejf demonstracyjny działa na tym komputerze i nic po sobie nie zostawia.</translation>
    </message>
    <message>
        <source>Try the demo vault</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>Wypróbuj sejf demonstracyjny</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Start on an embedded demo vault; nothing is kept.</source>
        <translation>Uruchom na wbudowanym sejfie demonstracyjnym; nic nie zostaje zachowane.</translation>
    </message>
    <message>
        <source>Show the quick lookup.</source>
        <translation>Pokaż szybkie wyszukiwanie.</translation>
    </message>
    <message>
        <source>Start in the system tray.</source>
        <translation>Uruchom w zasobniku systemowym.</translation>
    </message>
    <message>
        <source>Tour the program by itself, save pictures to &lt;folder&gt;, quit.</source>
        <translation>Przejdź samodzielnie przez program, zapisz obrazy w &lt;folder&gt; i zakończ.</translation>
    </message>
    <message>
        <source>With --demo: hide revealed values after &lt;seconds&gt;.</source>
        <translation>Z --demo: ukrywaj pokazane wartości po &lt;sekundy&gt; s.</translation>
    </message>
    <message>
        <source>With --demo: clear the clipboard after &lt;seconds&gt;.</source>
        <translation>Z --demo: czyść schowek po &lt;sekundy&gt; s.</translation>
    </message>
    <message>
        <source>Desktop password manager for team vaults</source>
        <translation>Komputerowy menedżer haseł do sejfów zespołowych</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>Pokaż ten opis i zakończ.</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>Nieoczekiwany argument: %1</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>folder</translation>
    </message>
    <message>
        <source>Show every control in every state, for developers.</source>
        <translation>Pokaż wszystkie elementy sterujące we wszystkich stanach, dla programistów.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>sekundy</translation>
    </message>
    <message>
        <source>Speak &lt;code&gt;, for example de; en-XA and ar-XB show what a translation would do to the interface.</source>
        <translation>Użyj języka &lt;kod&gt;, na przykład de; en-XA i ar-XB pokazują, co tłumaczenie zrobi z interfejsem.</translation>
    </message>
    <message>
        <source>code</source>
        <translation>kod</translation>
    </message>
    <message>
        <source>Use the settings and keys called &lt;name&gt;, or those in a folder where there is a slash in it.</source>
        <translation>Użyj ustawień i kluczy o nazwie &lt;nazwa&gt;, a jeśli jest w niej ukośnik, tych z takiego folderu.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nazwa</translation>
    </message>
    <message>
        <source>Show the window, of the program that runs.</source>
        <translation>Pokaż okno działającego programu.</translation>
    </message>
    <message>
        <source>Lock the program that runs; where none does, nothing happens.</source>
        <translation>Zablokuj działający program; jeśli żaden nie działa, nic się nie dzieje.</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <translation>Niedozwolona nazwa profilu: %1</translation>
    </message>
    <message>
        <source>Commands for the running program: get, list, otp and exec. &quot;%1 get --help&quot; says more.</source>
        <translation>Polecenia dla działającego programu: get, list, otp i exec. Więcej pokazuje „%1 get --help”.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <extracomment>Name of the command palette</extracomment>
        <translation>Paleta poleceń</translation>
    </message>
    <message>
        <source>Command or place</source>
        <extracomment>Name of the field in the command palette</extracomment>
        <translation>Polecenie lub miejsce</translation>
    </message>
    <message>
        <source>What to do, or where to go</source>
        <extracomment>In the empty field of the command palette</extracomment>
        <translation>Co zrobić lub dokąd przejść</translation>
    </message>
</context>
<context>
    <name>CommentRow</name>
    <message>
        <source>Answer %1</source>
        <extracomment>Name of the button on a comment. %1 is its author</extracomment>
        <translation>Odpowiedz: %1</translation>
    </message>
    <message>
        <source>Change comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>Zmień komentarz</translation>
    </message>
    <message>
        <source>Delete comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>Usuń komentarz</translation>
    </message>
    <message>
        <source>Delete this comment?</source>
        <extracomment>Question before a comment is deleted</extracomment>
        <translation>Usunąć ten komentarz?</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>Zachowaj</translation>
    </message>
</context>
<context>
    <name>CommentsPane</name>
    <message>
        <source>Comments</source>
        <extracomment>Accessible name of the part that shows what people say about a secret</extracomment>
        <translation>Komentarze</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Comments are not encrypted: never write a password here.</source>
        <extracomment>Above the comments on a secret</extracomment>
        <translation>Komentarze nie są szyfrowane: nigdy nie wpisuj tu hasła.</translation>
    </message>
    <message>
        <source>Nobody has said anything yet.</source>
        <extracomment>In place of comments on a secret</extracomment>
        <translation>Nikt jeszcze niczego nie napisał.</translation>
    </message>
    <message>
        <source>Give up</source>
        <extracomment>Name of the button that gives up an answer or a change of a comment</extracomment>
        <translation>Porzuć</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <extracomment>Label of the field for a comment</extracomment>
        <translation>Napisz komentarz</translation>
    </message>
    <message>
        <source>Save comment</source>
        <extracomment>Button: sends a comment, or the change of one</extracomment>
        <translation>Zapisz komentarz</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Skomentuj</translation>
    </message>
</context>
<context>
    <name>ComparisonGrid</name>
    <message>
        <source>Names and environments</source>
        <extracomment>Accessible name of the grid of names and environments</extracomment>
        <translation>Nazwy i środowiska</translation>
    </message>
</context>
<context>
    <name>ComparisonSheet</name>
    <message>
        <source>Comparing values fetches all of them. None is shown or kept.</source>
        <extracomment>Below a comparison, beside the button that compares values</extracomment>
        <translation>Porównanie pobiera wszystkie wartości. Żadna nie jest pokazywana ani zachowywana.</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Compare again</source>
        <extracomment>Buttons: find out which environments hold the same values, for the first time or once more</extracomment>
        <translation>Porównaj ponownie</translation>
    </message>
    <message>
        <source>Compare values</source>
        <translation>Porównaj wartości</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Find a name</source>
        <extracomment>Label of the field that narrows a comparison</extracomment>
        <translation>Znajdź nazwę</translation>
    </message>
    <message>
        <source>Only differences</source>
        <extracomment>Check box: leaves out names that are the same everywhere</extracomment>
        <translation>Tylko różnice</translation>
    </message>
    <message>
        <source>Looking at the environments…</source>
        <extracomment>In place of a comparison, while it is made</extracomment>
        <translation>Sprawdzanie środowisk…</translation>
    </message>
</context>
<context>
    <name>ConfirmCopyBar</name>
    <message>
        <source>Copy anyway</source>
        <extracomment>Button: copies a value whose signature is missing or not expected</extracomment>
        <translation>Kopiuj mimo to</translation>
    </message>
    <message>
        <source>Do not copy</source>
        <extracomment>Button: does not copy</extracomment>
        <translation>Nie kopiuj</translation>
    </message>
</context>
<context>
    <name>ConflictHeading</name>
    <message>
        <source>Yours, not saved</source>
        <extracomment>Above a column: the version in the form</extracomment>
        <translation>Twoja, niezapisana</translation>
    </message>
    <message>
        <source>On the server</source>
        <extracomment>Above a column: the version on the server</extracomment>
        <translation>Na serwerze</translation>
    </message>
</context>
<context>
    <name>ConflictRow</name>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a difference between two versions. %1 is the field&apos;s label</extracomment>
        <translation>Ukryj: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Pokaż: %1</translation>
    </message>
</context>
<context>
    <name>ConflictSide</name>
    <message>
        <source>empty</source>
        <extracomment>In place of a value that one of two versions does not have</extracomment>
        <translation>puste</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Somebody else saved first</source>
        <extracomment>Heading: somebody else saved the same secret meanwhile</extracomment>
        <translation>Ktoś inny zapisał wcześniej</translation>
    </message>
    <message>
        <source>“%1” was changed on the server after you began. Nothing of yours was saved yet, and nothing is lost. This is what differs:</source>
        <extracomment>Under the heading. %1 is the name of a secret</extracomment>
        <translation>Sekret „%1” zmienił się na serwerze w czasie edycji. Nic z twoich zmian nie zostało jeszcze zapisane i nic nie przepadło. Oto różnice:</translation>
    </message>
    <message>
        <source>Both versions read the same.</source>
        <extracomment>In place of the differences between two versions</extracomment>
        <translation>Obie wersje mają taką samą treść.</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <extracomment>Button: saves the user&apos;s version over the one on the server</extracomment>
        <translation>Zastąp moją wersją</translation>
    </message>
    <message>
        <source>Take the server&apos;s version</source>
        <extracomment>Button: gives up the user&apos;s version</extracomment>
        <translation>Przyjmij wersję z serwera</translation>
    </message>
    <message>
        <source>Back to writing</source>
        <extracomment>Button: back to the form</extracomment>
        <translation>Wróć do edycji</translation>
    </message>
</context>
<context>
    <name>ControlCommand</name>
    <message>
        <source>Coffret is not running.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret nie jest uruchomiony.</translation>
    </message>
    <message>
        <source>Coffret did not answer in time.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret nie odpowiedział na czas.</translation>
    </message>
    <message>
        <source>The Coffret that runs is of another version. Start it again.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Uruchomiony Coffret jest w innej wersji. Uruchom go ponownie.</translation>
    </message>
    <message>
        <source>This is not safe, so nothing was asked: %1.</source>
        <extracomment>In a terminal. %1 says which folder it is, and why.</extracomment>
        <translation>To nie jest bezpieczne, więc o nic nie zapytano: %1.</translation>
    </message>
    <message>
        <source>Coffret cannot be asked (%1).</source>
        <extracomment>In a terminal. %1 is technical.</extracomment>
        <translation>Nie można zapytać programu Coffret (%1).</translation>
    </message>
    <message>
        <source>Coffret did not do that.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret tego nie zrobił.</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2</source>
        <extracomment>In a terminal. %1 is a command, %2 says why.</extracomment>
        <translation>Nie można uruchomić polecenia %1: %2</translation>
    </message>
    <message>
        <source>%1, line %2: not NAME=VALUE</source>
        <extracomment>In a terminal. %1 is a file, %2 the number of a line.</extracomment>
        <translation>%1, wiersz %2: to nie jest NAZWA=WARTOŚĆ</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <extracomment>In a terminal. %1 is a file.</extracomment>
        <translation>Nie można odczytać pliku %1.</translation>
    </message>
    <message>
        <source>%1 is no coffret://ACCOUNT/PATH/FIELD</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>Zmienna %1 nie ma postaci coffret://ACCOUNT/PATH/FIELD</translation>
    </message>
    <message>
        <source>More than %1 values at once</source>
        <extracomment>In a terminal. %1 is a number.</extracomment>
        <translation>Więcej niż %1 wartości naraz</translation>
    </message>
    <message>
        <source>The value for %1 cannot stand in an environment.</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>Wartości zmiennej %1 nie można umieścić w środowisku.</translation>
    </message>
    <message>
        <source>The output cannot be written.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Nie można zapisać danych wyjściowych.</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>Pokaż ten opis i zakończ.</translation>
    </message>
    <message>
        <source>Ask the program that runs on this profile.</source>
        <translation>Zapytaj program, który działa na tym profilu.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nazwa</translation>
    </message>
    <message>
        <source>Unlock Coffret first where it is locked.</source>
        <translation>Najpierw odblokuj Coffret, jeśli jest zablokowany.</translation>
    </message>
    <message>
        <source>Take values that nobody vouches for.</source>
        <translation>Pobierz także wartości, za które nikt nie ręczy.</translation>
    </message>
    <message>
        <source>Write JSON.</source>
        <translation>Wypisz JSON.</translation>
    </message>
    <message>
        <source>Take variables from &lt;file&gt;, too.</source>
        <translation>Wczytaj zmienne także z pliku &lt;plik&gt;.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>plik</translation>
    </message>
    <message>
        <source>Account, folders and name with slashes between them, or the end of that.</source>
        <translation>Konto, foldery i nazwa rozdzielone ukośnikami albo koniec takiej ścieżki.</translation>
    </message>
    <message>
        <source>Writes a value of a secret.</source>
        <translation>Wypisuje wartość sekretu.</translation>
    </message>
    <message>
        <source>Which value: the main one without it.</source>
        <translation>Która wartość; bez tego argumentu główna.</translation>
    </message>
    <message>
        <source>Writes the paths of the secrets, or of those below one path.</source>
        <translation>Wypisuje ścieżki sekretów albo tylko tych, które są pod podaną ścieżką.</translation>
    </message>
    <message>
        <source>Writes the one-time code of a secret.</source>
        <translation>Wypisuje kod jednorazowy sekretu.</translation>
    </message>
    <message>
        <source>Runs a command, with the values of secrets in its environment where there is coffret://ACCOUNT/PATH/FIELD.</source>
        <translation>Uruchamia polecenie z wartościami sekretów w jego środowisku w miejscu coffret://ACCOUNT/PATH/FIELD.</translation>
    </message>
    <message>
        <source>What to run, behind two hyphens.</source>
        <translation>Co uruchomić, po dwóch łącznikach.</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <extracomment>In a terminal. %1 is what stands behind --profile.</extracomment>
        <translation>Niedozwolona nazwa profilu: %1</translation>
    </message>
    <message>
        <source>That is not how it is called; see coffret %1 --help</source>
        <extracomment>In a terminal. %1 is the name of a command.</extracomment>
        <translation>Nieprawidłowe wywołanie; zobacz coffret %1 --help</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>Copy as KEY=value</source>
        <extracomment>Menu: copies a secret as a line of a .env file; KEY=value stays as it is</extracomment>
        <translation>Kopiuj jako KEY=value</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>Kopiuj jako wiersz export</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>Kopiuj jako JSON</translation>
    </message>
</context>
<context>
    <name>CurrentValue</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>Nie ukrywaj</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Names of the button that shows or hides the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>Ukryj: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Pokaż: %1</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>Kopiuj: %1</translation>
    </message>
    <message>
        <source>Set value…</source>
        <extracomment>Button: sets the value of a name in environments to choose</extracomment>
        <translation>Ustaw wartość…</translation>
    </message>
</context>
<context>
    <name>CustomKindRow</name>
    <message>
        <source>Password</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Liczba</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Tak lub nie</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>What a field of one&apos;s own holds: an address</extracomment>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>Tekst</translation>
    </message>
    <message>
        <source>Holds: %1</source>
        <extracomment>Accessible name of the button that says what a field of one&apos;s own holds. %1 is that</extracomment>
        <translation>Zawartość: %1</translation>
    </message>
    <message>
        <source>Protected</source>
        <extracomment>A field of one&apos;s own: its value is among the protected ones</extracomment>
        <translation>Chronione</translation>
    </message>
    <message>
        <source>Seen by everyone who may list the secret</source>
        <extracomment>Beside the box &quot;Protected&quot; when it is not ticked</extracomment>
        <translation>Widoczne dla każdego, kto widzi sekret na liście</translation>
    </message>
</context>
<context>
    <name>DatabasePassword</name>
    <message>
        <source>Nobody can open the database without it, and it cannot be asked for again.</source>
        <extracomment>Help below the password of a database that is made</extracomment>
        <translation>Bez niego nikt nie otworzy bazy i nie da się o nie ponownie zapytać.</translation>
    </message>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a database that is made</extracomment>
        <translation>Hasło bazy</translation>
    </message>
    <message>
        <source>The same password again</source>
        <extracomment>Label of the field where a password is entered for the second time</extracomment>
        <translation>To samo hasło jeszcze raz</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete “%1”?</source>
        <extracomment>Heading of the question before a secret is deleted. %1 is its name</extracomment>
        <translation>Usunąć „%1”?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Button: deletes a secret</extracomment>
        <translation>Usuń</translation>
    </message>
</context>
<context>
    <name>DetailCertificate</name>
    <message>
        <source>Certificate</source>
        <extracomment>Accessible name of the part that says what a certificate is</extracomment>
        <translation>Certyfikat</translation>
    </message>
    <message>
        <source>Whose it is and how long it is valid is in the protected part.</source>
        <extracomment>Beside the button that opens a certificate to look at it</extracomment>
        <translation>Czyj jest i jak długo jest ważny, podano w części chronionej.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a certificate and says what is in it, without showing its text</extracomment>
        <translation>Otwieranie…</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Obejrzyj</translation>
    </message>
</context>
<context>
    <name>DetailFooter</name>
    <message>
        <source>Created %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>Utworzono %1</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>Zmieniono %1</translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Back to the list</source>
        <extracomment>Button in a narrow window: from a secret back to the list</extracomment>
        <translation>Wróć do listy</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>Name of the star beside a secret&apos;s name</extracomment>
        <translation>Ulubiony</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>Dodaj do ulubionych</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Button beside the name of a secret</extracomment>
        <translation>Edytuj</translation>
    </message>
    <message>
        <source>Copy as…</source>
        <extracomment>Name of the button that opens a menu of ways to copy a secret</extracomment>
        <translation>Kopiuj jako…</translation>
    </message>
    <message>
        <source>More about this secret</source>
        <extracomment>Name of the button that opens the menu of a secret</extracomment>
        <translation>Więcej o tym sekrecie</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Secret</source>
        <extracomment>Accessible name of the pane that shows one secret</extracomment>
        <translation>Sekret</translation>
    </message>
</context>
<context>
    <name>DetailTabs</name>
    <message>
        <source>Sides of this secret</source>
        <extracomment>Accessible name of the row of tabs of a secret</extracomment>
        <translation>Zakładki tego sekretu</translation>
    </message>
</context>
<context>
    <name>DoneStep</name>
    <message>
        <source>Your key is in your GnuPG keyring now, and the account kit is not needed any more.</source>
        <extracomment>Sentence under the heading of the screen after signing in with an account kit</extracomment>
        <translation>Twój klucz jest już w zbiorze kluczy GnuPG i pakiet konta nie jest więcej potrzebny.</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <extracomment>Heading of the screen after signing in with an account kit</extracomment>
        <translation>Zalogowano</translation>
    </message>
    <message>
        <source>The kit file is deleted</source>
        <extracomment>About an account kit that still exists; after it was deleted</extracomment>
        <translation>Plik pakietu jest usunięty</translation>
    </message>
    <message>
        <source>Whoever finds the kit file has your key</source>
        <translation>Kto znajdzie plik pakietu, ma twój klucz</translation>
    </message>
    <message>
        <source>Delete the kit file</source>
        <extracomment>Button that deletes the account kit&apos;s file</extracomment>
        <translation>Usuń plik pakietu</translation>
    </message>
    <message>
        <source>The file is overwritten once and removed. Coffret cannot promise more: copies in backups, in synced folders or in the trash stay, and a solid-state disk may keep old blocks for a while.</source>
        <extracomment>Under the button that deletes the account kit&apos;s file</extracomment>
        <translation>Plik zostanie raz nadpisany i usunięty. Więcej Coffret nie może obiecać: egzemplarze w kopiach zapasowych, synchronizowanych folderach i koszu pozostają, a dysk SSD może jeszcze przez jakiś czas przechowywać stare bloki.</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop the file to use it</source>
        <extracomment>Across a window or sheet while a file is dragged over it</extracomment>
        <translation>Upuść plik, aby go użyć</translation>
    </message>
</context>
<context>
    <name>EditorField</name>
    <message>
        <source>Value</source>
        <extracomment>Label of a field of one&apos;s own that has no name yet</extracomment>
        <translation>Wartość</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <extracomment>Name of the button that takes a field out of a form. %1 is the field&apos;s label</extracomment>
        <translation>Usuń: %1</translation>
    </message>
    <message>
        <source>Name of the field</source>
        <extracomment>Accessible name of the field for the name of a value
----------
In the empty field for the name of a value</extracomment>
        <translation>Nazwa pola</translation>
    </message>
    <message>
        <source>Yes</source>
        <extracomment>The value of a field that is either yes or no</extracomment>
        <translation>Tak</translation>
    </message>
</context>
<context>
    <name>EditorFooter</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question when a form with changes is left</extracomment>
        <translation>Odrzucić wpisane zmiany?</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up what was written in a form</extracomment>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <extracomment>Button: goes on with the form</extracomment>
        <translation>Wróć do edycji</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button below a form</extracomment>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Send later</source>
        <extracomment>Button below a form: what was written is kept, and sent when the server can be reached</extracomment>
        <translation>Wyślij później</translation>
    </message>
</context>
<context>
    <name>EditorForm</name>
    <message>
        <source>%1 in %2, shared with everyone there</source>
        <extracomment>Below the name of a secret. %1 is its type, %2 the folder it lies in</extracomment>
        <translation>%1 w „%2”; zobaczą to wszyscy, którzy mają tam dostęp</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 w „%2”</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the name of a secret in a form</extracomment>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the user name of a secret in a form</extracomment>
        <translation>Nazwa użytkownika</translation>
    </message>
    <message>
        <source>Part of the details, not of the protected values.</source>
        <extracomment>Help under the description of a secret: unlike its values it is seen in lists</extracomment>
        <translation>Należy do szczegółów, a nie do wartości chronionych.</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of the description of a secret in a form</extracomment>
        <translation>Opis</translation>
    </message>
</context>
<context>
    <name>EditorPane</name>
    <message>
        <source>New secret</source>
        <extracomment>Accessible name of the pane where a secret is written</extracomment>
        <translation>Nowy sekret</translation>
    </message>
    <message>
        <source>Edit secret</source>
        <translation>Edycja sekretu</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Set its value…</source>
        <extracomment>Button in an error banner: the secret is there already, and gets the value that was written</extracomment>
        <translation>Ustaw jego wartość…</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button in an error banner: shows the secret that is there already</extracomment>
        <translation>Otwórz go</translation>
    </message>
</context>
<context>
    <name>EditorSkeleton</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a form while its values are fetched and decrypted</extracomment>
        <translation>Otwieranie…</translation>
    </message>
</context>
<context>
    <name>EditorTexts</name>
    <message>
        <source>Field of your own</source>
        <extracomment>Menu of fields to add to a secret: one the user names.</extracomment>
        <translation>Własne pole</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a secret.</extracomment>
        <translation>Podaj nazwę.</translation>
    </message>
    <message>
        <source>This cannot be empty.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>To pole nie może być puste.</translation>
    </message>
    <message>
        <source>Too long: %1 characters at most.</source>
        <extracomment>Error under a field. %1 is a number.</extracomment>
        <translation>Za długie, najwyższa liczba znaków: %1.</translation>
    </message>
    <message>
        <source>Too many: %1 at most.</source>
        <extracomment>Error under a list of entries. %1 is a number.</extracomment>
        <translation>Za dużo, najwyżej: %1.</translation>
    </message>
    <message>
        <source>This is no one-time code key. It has only the letters A to Z and the digits 2 to 7, or begins with otpauth://</source>
        <extracomment>Error under the field of a one-time code. otpauth:// is the beginning of an address.</extracomment>
        <translation>To nie jest klucz kodów jednorazowych. Taki klucz składa się tylko z liter od A do Z i cyfr od 2 do 7 albo zaczyna się od otpauth://</translation>
    </message>
    <message>
        <source>Write a day like 2027-03-31.</source>
        <extracomment>Error under a date.</extracomment>
        <translation>Wpisz datę w postaci 2027-03-31.</translation>
    </message>
    <message>
        <source>One of these cannot be an address.</source>
        <extracomment>Error under the addresses of a secret.</extracomment>
        <translation>Jeden z tych wpisów nie może być adresem.</translation>
    </message>
    <message>
        <source>A PIN has only digits.</source>
        <extracomment>Error under a PIN.</extracomment>
        <translation>PIN składa się tylko z cyfr.</translation>
    </message>
    <message>
        <source>Write a number like 42 or 3.5.</source>
        <extracomment>Error under a field that takes nothing but numbers.</extracomment>
        <translation>Wpisz liczbę, na przykład 42 lub 3.5.</translation>
    </message>
    <message>
        <source>This does not fit here.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Ta wartość tu nie pasuje.</translation>
    </message>
    <message>
        <source>This is sealed with OpenPGP. Turn sealing on for the account before you change it.</source>
        <extracomment>Error under a field whose value came encrypted with OpenPGP, while the account does not do that by itself.</extracomment>
        <translation>Ta wartość jest zapieczętowana za pomocą OpenPGP. Przed jej zmianą włącz pieczętowanie dla konta.</translation>
    </message>
    <message>
        <source>This vault has no place for it.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>Ten sejf nie ma na to miejsca.</translation>
    </message>
    <message>
        <source>About the earlier values: %1</source>
        <extracomment>Part of a warning above a form that holds earlier values. %1 is a sentence about their signature.</extracomment>
        <translation>O wcześniejszych wartościach: %1</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the other details.</source>
        <extracomment>Part of a warning above a form.</extracomment>
        <translation>Nikt, kogo znasz, nie ręczy za nazwę i pozostałe szczegóły.</translation>
    </message>
    <message>
        <source>The server showed details that are older, or another secret&apos;s.</source>
        <extracomment>Part of a warning above a form: the server may have put something older in its place.</extracomment>
        <translation>Serwer pokazał szczegóły starsze albo należące do innego sekretu.</translation>
    </message>
    <message>
        <source>%1 Saving signs all of it as yours, and what is not shown here as well: look at it first.</source>
        <extracomment>Warning above a form. %1 is one or more sentences about signatures of what is being changed.</extracomment>
        <translation>%1 Zapisanie podpisuje to wszystko w twoim imieniu, także to, czego tu nie widać: najpierw to sprawdź.</translation>
    </message>
    <message>
        <source>It has to lie in a folder. Choose one that you can change.</source>
        <extracomment>Error about a form whose secret has to lie in a folder, where none was chosen.</extracomment>
        <translation>Musi leżeć w folderze. Wybierz taki, który możesz zmieniać.</translation>
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
        <translation>%1 dni</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>Error banner while an account is set up. Cause, then next step.</extracomment>
        <translation>Nie można odczytać pliku.</translation>
    </message>
    <message>
        <source>Check that it is still there and that you may open it, then choose it again.</source>
        <translation>Sprawdź, czy nadal istnieje i czy możesz go otworzyć, a potem wybierz go ponownie.</translation>
    </message>
    <message>
        <source>This is not an account kit.</source>
        <extracomment>Error banner after an account kit was chosen. Cause, then next step.</extracomment>
        <translation>To nie jest pakiet konta.</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup. Its name ends in .passbolt.</source>
        <translation>Wybierz plik, który strona Passbolt zapisuje w części „Profil”, „Konfiguracja aplikacji desktopowej”. Jego nazwa kończy się na .passbolt.</translation>
    </message>
    <message>
        <source>This file is too large for an account kit.</source>
        <translation>Ten plik jest za duży na pakiet konta.</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup.</source>
        <translation>Wybierz plik, który strona Passbolt zapisuje w części „Profil”, „Konfiguracja aplikacji desktopowej”.</translation>
    </message>
    <message>
        <source>This account kit was altered: its signature does not fit.</source>
        <translation>Ten pakiet konta został zmieniony: podpis się nie zgadza.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Download it again from Passbolt&apos;s web page.</source>
        <translation>Nic z niego nie zostało użyte. Pobierz go ponownie ze strony Passbolt.</translation>
    </message>
    <message>
        <source>The key in this account kit is too weak, or of a kind GnuPG does not know.</source>
        <translation>Klucz w tym pakiecie konta jest za słaby albo rodzaju, którego GnuPG nie zna.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask whoever runs the server how to get a new key.</source>
        <translation>Nic z niego nie zostało użyte. Zapytaj operatora serwera, jak otrzymać nowy klucz.</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>Error banner after a file with an OpenPGP key was chosen. Cause, then next step.</extracomment>
        <translation>To nie jest klucz prywatny.</translation>
    </message>
    <message>
        <source>Choose your recovery kit or another file that begins with BEGIN PGP PRIVATE KEY BLOCK and holds one key.</source>
        <translation>Wybierz swój pakiet odzyskiwania lub inny plik, który zaczyna się od BEGIN PGP PRIVATE KEY BLOCK i zawiera jeden klucz.</translation>
    </message>
    <message>
        <source>This file is too large for a private key.</source>
        <translation>Ten plik jest za duży na klucz prywatny.</translation>
    </message>
    <message>
        <source>Choose your recovery kit, a text file of a few kilobytes.</source>
        <translation>Wybierz swój pakiet odzyskiwania, plik tekstowy wielkości kilku kilobajtów.</translation>
    </message>
    <message>
        <source>This key was altered, or its two halves do not belong together.</source>
        <translation>Ten klucz został zmieniony albo jego połowy do siebie nie pasują.</translation>
    </message>
    <message>
        <source>It was not kept. Use another copy of your recovery kit.</source>
        <translation>Nie został zachowany. Użyj innej kopii pakietu odzyskiwania.</translation>
    </message>
    <message>
        <source>This key has expired, was revoked, is too weak, or cannot be used to decrypt.</source>
        <translation>Ten klucz wygasł, został unieważniony, jest za słaby albo nie nadaje się do odszyfrowywania.</translation>
    </message>
    <message>
        <source>It was not kept. Choose another key.</source>
        <translation>Nie został zachowany. Wybierz inny klucz.</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>Hasło klucza było nieprawidłowe.</translation>
    </message>
    <message>
        <source>The key was not kept. Try again with the passphrase the key was saved with.</source>
        <translation>Klucz nie został zachowany. Spróbuj ponownie z hasłem, z którym klucz zapisano.</translation>
    </message>
    <message>
        <source>Stopped before the passphrase was entered.</source>
        <translation>Zatrzymano przed wpisaniem hasła klucza.</translation>
    </message>
    <message>
        <source>The key was not kept. Import it again when you are ready.</source>
        <translation>Klucz nie został zachowany. Zaimportuj go ponownie w dogodnej chwili.</translation>
    </message>
    <message>
        <source>This is not a whole link from a Passbolt e-mail.</source>
        <extracomment>Error banner after the link of an e-mail was pasted. Cause, then next step.</extracomment>
        <translation>To nie jest pełny odnośnik z e-maila Passbolt.</translation>
    </message>
    <message>
        <source>Copy the address behind the button in the e-mail. It contains /setup/ and two long identifiers.</source>
        <translation>Skopiuj adres, do którego prowadzi przycisk w e-mailu. Zawiera on /setup/ i dwa długie identyfikatory.</translation>
    </message>
    <message>
        <source>This link was used already, or it has run out.</source>
        <translation>Ten odnośnik został już użyty albo stracił ważność.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a new one. If your account is set up already, go back and add it by the server&apos;s address and your key.</source>
        <translation>Poproś operatora serwera o nowy. Jeśli konto jest już skonfigurowane, wróć i dodaj je, podając adres serwera i swój klucz.</translation>
    </message>
    <message>
        <source>The server knows you by another key.</source>
        <extracomment>Error banner when a server does not accept a key. Cause, then next step.</extracomment>
        <translation>Serwer rozpoznaje cię po innym kluczu.</translation>
    </message>
    <message>
        <source>Go back and choose the key this account was set up with. The link still works.</source>
        <translation>Wróć i wybierz klucz, z którym skonfigurowano to konto. Odnośnik nadal działa.</translation>
    </message>
    <message>
        <source>The server refused this key.</source>
        <translation>Serwer odrzucił ten klucz.</translation>
    </message>
    <message>
        <source>Go back and choose another one, or make a new one. The link still works.</source>
        <translation>Wróć i wybierz inny klucz albo utwórz nowy. Odnośnik nadal działa.</translation>
    </message>
    <message>
        <source>The server goes by another address than this one.</source>
        <extracomment>Error banner at the end of setup. Cause, then next step.</extracomment>
        <translation>Serwer używa innego adresu niż ten.</translation>
    </message>
    <message>
        <source>Use the address your web browser shows when you use the vault.</source>
        <translation>Użyj adresu, który pokazuje przeglądarka, gdy korzystasz z sejfu.</translation>
    </message>
    <message>
        <source>Revoked</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Unieważniony</translation>
    </message>
    <message>
        <source>Has an expiry date; Passbolt takes only keys without one</source>
        <translation>Ma datę ważności; Passbolt przyjmuje tylko klucze bez niej</translation>
    </message>
    <message>
        <source>Made later than now, by the server&apos;s clock</source>
        <translation>Utworzony później niż teraz według zegara serwera</translation>
    </message>
    <message>
        <source>Passbolt takes RSA keys of 3072 or 4096 bits, and elliptic curves</source>
        <translation>Passbolt przyjmuje klucze RSA o długości 3072 lub 4096 bitów oraz krzywe eliptyczne</translation>
    </message>
    <message>
        <source>Cannot both sign and decrypt</source>
        <translation>Nie nadaje się do podpisywania lub do odszyfrowywania</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s.</source>
        <extracomment>%1 is a duration, such as &quot;2 min&quot;</extracomment>
        <translation>Zegar tego komputera spieszy się względem zegara serwera o %1.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s.</source>
        <translation>Zegar tego komputera spóźnia się względem zegara serwera o %1.</translation>
    </message>
    <message>
        <source>The server would refuse what is signed here. Switch on automatic time, or set the clock, then try again.</source>
        <translation>Serwer odrzuciłby to, co zostanie tu podpisane. Włącz automatyczny czas albo ustaw zegar, a potem spróbuj ponownie.</translation>
    </message>
</context>
<context>
    <name>EnvironmentQueries</name>
    <message>
        <source>This account can only be read: it has no token that may write</source>
        <extracomment>Why no value can be set: the account was set up without what allows writing.</extracomment>
        <translation>To konto można tylko odczytywać: nie ma tokenu z prawem zapisu</translation>
    </message>
    <message>
        <source>This token may not read secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be read. %1 is what the service calls the right to read, for example &quot;Read&quot;.</extracomment>
        <translation>Ten token nie może tu odczytywać sekretów: brak mu zakresu %1.</translation>
    </message>
    <message>
        <source>The value there is of a kind that Coffret does not know. It stays as it is.</source>
        <extracomment>Why a value was not set.</extracomment>
        <translation>Wartość w tym miejscu jest rodzaju, którego Coffret nie zna. Pozostaje bez zmian.</translation>
    </message>
    <message>
        <source>This token may not write secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be written. %1 is what the service calls the right to write, for example &quot;Write&quot;.</extracomment>
        <translation>Ten token nie może tu zapisywać sekretów: brak mu zakresu %1.</translation>
    </message>
</context>
<context>
    <name>ExpiryField</name>
    <message>
        <source>A day like 2027-03-31. Leave it empty if it never expires.</source>
        <extracomment>Help under the field for the day a secret expires, unless there is a reason why it cannot be changed</extracomment>
        <translation>Data w postaci 2027-03-31. Puste pole oznacza, że sekret nigdy nie wygasa.</translation>
    </message>
    <message>
        <source>Expires</source>
        <extracomment>Label of the field for the day a secret expires</extracomment>
        <translation>Wygasa</translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>In the empty field for the day a secret expires
----------
A day for a secret to expire</extracomment>
        <translation>Nigdy</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <extracomment>Name of the button that offers days for a secret to expire</extracomment>
        <translation>Wybierz datę</translation>
    </message>
    <message>
        <source>In 30 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Za 30 dni</translation>
    </message>
    <message>
        <source>In 90 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Za 90 dni</translation>
    </message>
    <message>
        <source>In a year</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>Za rok</translation>
    </message>
</context>
<context>
    <name>ExportFileSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>An apostrophe is put before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What an apostrophe in an exported table is for</extracomment>
        <translation>Przed tym, co arkusz kalkulacyjny wziąłby za formułę, stawiany jest apostrof. Kto importuje tabelę, musi go usunąć.</translation>
    </message>
    <message>
        <source>Everybody who gets this file can read every password in it.</source>
        <extracomment>Warning about a file that is not encrypted</extracomment>
        <translation>Każdy, kto dostanie ten plik, odczyta w nim wszystkie hasła.</translation>
    </message>
    <message>
        <source>I know. I delete the file as soon as it was used.</source>
        <extracomment>Box that has to be ticked before secrets are written without encryption</extracomment>
        <translation>Wiem. Usunę plik, gdy tylko zostanie użyty.</translation>
    </message>
    <message>
        <source>KeePass databases (*.kdbx)</source>
        <extracomment>Entries of the file type list in a file dialog</extracomment>
        <translation>Bazy KeePass (*.kdbx)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabele (*.csv)</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <translation>Zaszyfrowane pliki (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>Plik</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>Istnieje już plik o tej nazwie. Zostanie zastąpiony.</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says who can open it</extracomment>
        <translation>Plik jest zaszyfrowany za pomocą OpenPGP.</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Postęp</translation>
    </message>
</context>
<context>
    <name>ExportRecipients</name>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Klucze publiczne (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>Porównaj odcisk z właścicielem klucza, zanim zaczniesz na nim polegać.</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>Także dla właściciela tego klucza (opcjonalnie)</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Label of a choice: with which key of the user&apos;s a file is encrypted and signed</extracomment>
        <translation>Twój klucz</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Zaszyfrowane pliki (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>Plik</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>Istnieje już plik o tej nazwie. Zostanie zastąpiony.</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Klucze publiczne (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>Porównaj odcisk z właścicielem klucza, zanim zaczniesz na nim polegać.</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>Także dla właściciela tego klucza (opcjonalnie)</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says what it holds</extracomment>
        <translation>Plik jest zaszyfrowany za pomocą OpenPGP.</translation>
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
        <translation>Kod z aplikacji</translation>
    </message>
</context>
<context>
    <name>FieldCard</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Naciśnij Enter, aby skopiować</translation>
    </message>
</context>
<context>
    <name>FieldDelegate</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Naciśnij Enter, aby skopiować</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <extracomment>What a screen reader says of a field. Where there are two, %2 is its label, %1 its value</extracomment>
        <translation>%1, wartość ukryta</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, shown on screen</source>
        <translation>%1, wartość pokazana na ekranie</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Ukryj: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Pokaż: %1</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Kopiuj: %1</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is fetched and decrypted</extracomment>
        <translation>Otwieranie…</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <translation>%2, %1</translation>
    </message>
    <message>
        <source>Show less</source>
        <extracomment>Button below a long value, for example a certificate: shows all of its lines; only the first ones again</extracomment>
        <translation>Pokaż mniej</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Pokaż wszystko</translation>
    </message>
</context>
<context>
    <name>FieldTexts</name>
    <message>
        <source>User name</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Nazwa użytkownika</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Kod jednorazowy</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Klucz prywatny</translation>
    </message>
    <message>
        <source>Public key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Klucz publiczny</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Hasło klucza</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Odcisk</translation>
    </message>
    <message>
        <source>Token</source>
        <extracomment>Label of a field of a secret: an API key or access token.</extracomment>
        <translation>Token</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Certyfikat</translation>
    </message>
    <message>
        <source>Domain</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Domena</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Notatka</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>Opis</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Field</source>
        <extracomment>Label of a field of a secret that has no name of its own.</extracomment>
        <translation>Pole</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose…</source>
        <extracomment>Button that opens a file dialog</extracomment>
        <translation>Wybierz…</translation>
    </message>
</context>
<context>
    <name>FilePicker</name>
    <message>
        <source>All files (*)</source>
        <extracomment>Last entry of the file type list in a file dialog</extracomment>
        <translation>Wszystkie pliki (*)</translation>
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
        <translation>Ostrzeżenie: %1</translation>
    </message>
</context>
<context>
    <name>FingerprintLine</name>
    <message>
        <source>Fingerprint %1: %2</source>
        <extracomment>What a screen reader says of a fingerprint. %1 is its kind, such as SHA-256, %2 the fingerprint</extracomment>
        <translation>Odcisk %1: %2</translation>
    </message>
    <message>
        <source>Fingerprint, %1</source>
        <extracomment>Label of a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>Odcisk, %1</translation>
    </message>
    <message>
        <source>Copy the fingerprint, %1</source>
        <extracomment>Name of the button beside a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>Kopiuj odcisk, %1</translation>
    </message>
</context>
<context>
    <name>FinishStep</name>
    <message>
        <source>Your key proves who you are, so gpg may ask for its passphrase now. Then the names of your secrets are loaded, not their values.</source>
        <extracomment>Sentence under the heading of the last setup screen</extracomment>
        <translation>Klucz potwierdza twoją tożsamość, więc gpg może teraz zapytać o jego hasło. Potem wczytane zostaną nazwy sekretów, ale nie ich wartości.</translation>
    </message>
    <message>
        <source>The names of your secrets are loaded, not their values.</source>
        <translation>Wczytane zostaną nazwy sekretów, ale nie ich wartości.</translation>
    </message>
    <message>
        <source>Ready to sign in</source>
        <extracomment>Heading of the last setup screen</extracomment>
        <translation>Wszystko gotowe do logowania</translation>
    </message>
    <message>
        <source>This key goes into your GnuPG keyring</source>
        <extracomment>Above the fingerprint of the key that signing in will put into the keyring</extracomment>
        <translation>Ten klucz trafi do twojego zbioru kluczy GnuPG</translation>
    </message>
    <message>
        <source>Coffret shows the server that you have the key. That uses the link up.</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Coffret dowodzi serwerowi, że masz ten klucz. Odnośnik zostaje przy tym zużyty.</translation>
    </message>
    <message>
        <source>Coffret tells the server your public key and no other part of it. That uses the link up.</source>
        <translation>Coffret przekazuje serwerowi twój klucz publiczny i żadną inną jego część. Odnośnik zostaje przy tym zużyty.</translation>
    </message>
    <message>
        <source>Gets you back to your account</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Przywraca dostęp do twojego konta</translation>
    </message>
    <message>
        <source>Sets up your account</source>
        <translation>Konfiguruje twoje konto</translation>
    </message>
    <message>
        <source>CommandK offers no list of apps. An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for the apps of an account</extracomment>
        <translation>CommandK nie udostępnia listy aplikacji. Identyfikator aplikacji znajduje się w panelu bocznym jej ustawień; jeśli token obejmuje wszystkie aplikacje, działają też nazwy.</translation>
    </message>
</context>
<context>
    <name>FolderDeleteSheet</name>
    <message>
        <source>Delete the folder “%1”?</source>
        <extracomment>Heading of the question before a folder is deleted. %1 is its name</extracomment>
        <translation>Usunąć folder „%1”?</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <extracomment>Buttons below the question before a folder is deleted</extracomment>
        <translation>Usuń wszystko</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Usuń folder</translation>
    </message>
    <message>
        <source>What is in it moves to the top and keeps its access.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>Zawartość trafia na najwyższy poziom i zachowuje swoje uprawnienia dostępu.</translation>
    </message>
    <message>
        <source>Only the folder</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>Tylko folder</translation>
    </message>
    <message>
        <source>Secrets and folders that are yours to delete go too, for everyone. This cannot be undone.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>Sekrety i foldery, które możesz usuwać, także znikną, dla wszystkich. Tego nie można cofnąć.</translation>
    </message>
    <message>
        <source>The folder and everything in it</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>Folder i wszystko w nim</translation>
    </message>
</context>
<context>
    <name>FolderHits</name>
    <message>
        <source>Folders found</source>
        <extracomment>Accessible name of the folders above the list of secrets that were found</extracomment>
        <translation>Znalezione foldery</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>New secret here</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Nowy sekret tutaj</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>Menu of a folder, or of the top of the tree</extracomment>
        <translation>Nowy folder…</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Porównaj środowiska…</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Nowy sekret w kilku środowiskach…</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Importuj plik .env…</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>Eksportuj do zaszyfrowanego pliku…</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Udostępnij…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Zmień nazwę…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Przenieś do…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Usuń…</translation>
    </message>
    <message>
        <source>Export…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>Eksportuj…</translation>
    </message>
</context>
<context>
    <name>FolderNameSheet</name>
    <message>
        <source>In “%1”. Whoever has access there has access to it.</source>
        <extracomment>Under the heading. %1 is the folder the new one goes into</extracomment>
        <translation>W folderze „%1”. Kto ma dostęp do niego, ma też dostęp do nowego folderu.</translation>
    </message>
    <message>
        <source>New folder</source>
        <extracomment>Headings of the question for a folder&apos;s name. %1 is its name until now</extracomment>
        <translation>Nowy folder</translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>Zmiana nazwy „%1”</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons below the question for a folder&apos;s name</extracomment>
        <translation>Utwórz</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Zmień nazwę</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for a folder&apos;s name</extracomment>
        <translation>Nazwa</translation>
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
        <translation>Wszystko, co zawiera sekret, dla Coffret. Otwierane kluczem OpenPGP, także samym GnuPG.</translation>
    </message>
    <message>
        <source>Encrypted for OpenPGP keys</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Zaszyfrowane dla kluczy OpenPGP</translation>
    </message>
    <message>
        <source>For KeePassXC and other programs of its kind. Opened with a password that you choose.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>Dla KeePassXC i podobnych programów. Otwierane hasłem, które wybierzesz.</translation>
    </message>
    <message>
        <source>KeePass database</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Baza KeePass</translation>
    </message>
    <message>
        <source>For programs that read nothing else. Not encrypted.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>Dla programów, które nie czytają niczego innego. Bez szyfrowania.</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>Tabela (CSV)</translation>
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
        <translation>Wygeneruj: %1</translation>
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
        <translation>Wygeneruj inne</translation>
    </message>
    <message>
        <source>Copy the new password</source>
        <extracomment>Name of the button that copies a new password</extracomment>
        <translation>Kopiuj nowe hasło</translation>
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
        <translation>Wygeneruj: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a sheet</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Use it</source>
        <extracomment>Button that puts a generated password into the field</extracomment>
        <translation>Użyj</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Kind of a new password: letters, digits and symbols</extracomment>
        <translation>Znaki</translation>
    </message>
    <message>
        <source>Words</source>
        <extracomment>Kind of a new password: several words</extracomment>
        <translation>Słowa</translation>
    </message>
    <message>
        <source>As the server asks</source>
        <extracomment>Button: sets the choices for a new password back to what the server asks for</extracomment>
        <translation>Jak oczekuje serwer</translation>
    </message>
</context>
<context>
    <name>GranteeFinder</name>
    <message>
        <source>Searching…</source>
        <extracomment>While people are looked up on the server</extracomment>
        <translation>Szukanie…</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>Znalezione</translation>
    </message>
</context>
<context>
    <name>GroupMembers</name>
    <message>
        <source>Loading…</source>
        <extracomment>In place of groups, and under the name of a group the user may not change</extracomment>
        <translation>Wczytywanie…</translation>
    </message>
    <message>
        <source>There are no groups.</source>
        <translation>Nie ma żadnych grup.</translation>
    </message>
    <message>
        <source>Only its managers can change who is in it.</source>
        <translation>Skład grupy mogą zmieniać tylko jej menedżerowie.</translation>
    </message>
    <message>
        <source>Add people</source>
        <extracomment>In the field that looks people up to add them to a group</extracomment>
        <translation>Dodaj osoby</translation>
    </message>
    <message>
        <source>Members</source>
        <extracomment>Accessible name of the list of who is in a group</extracomment>
        <translation>Członkowie</translation>
    </message>
</context>
<context>
    <name>GroupsSheet</name>
    <message>
        <source>Groups</source>
        <extracomment>Heading of the sheet of groups
----------
Accessible name of the list of groups</extracomment>
        <translation>Grupy</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of a group that were not written yet</extracomment>
        <translation>Cofnij zmiany</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of a group come to before they are written</extracomment>
        <translation>Przejrzyj…</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Ponów</translation>
    </message>
</context>
<context>
    <name>HealthLine</name>
    <message>
        <source>expanded</source>
        <extracomment>Said of a heading by a screen reader: whether what belongs to it is shown</extracomment>
        <translation>rozwinięte</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>zwinięte</translation>
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
        <translation>Co znaleziono</translation>
    </message>
</context>
<context>
    <name>HealthScope</name>
    <message>
        <source>All open accounts</source>
        <extracomment>What a check of secrets goes over</extracomment>
        <translation>Wszystkie otwarte konta</translation>
    </message>
    <message>
        <source>Only “%1”</source>
        <extracomment>What a check of secrets goes over. %1 is the name of an account</extracomment>
        <translation>Tylko „%1”</translation>
    </message>
    <message>
        <source>Look for leaked passwords, too</source>
        <extracomment>A preference: passwords are held against those that were leaked somewhere</extracomment>
        <translation>Szukaj też haseł z wycieków</translation>
    </message>
</context>
<context>
    <name>HealthSheet</name>
    <message>
        <source>Finds weak, reused and old passwords, what expires, and values nobody vouches for.</source>
        <extracomment>Under the heading of the sheet that checks all secrets</extracomment>
        <translation>Znajduje hasła słabe, powtarzające się i stare, to, co wygasa, oraz wartości, za które nikt nie ręczy.</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>Heading of the sheet that checks all secrets</extracomment>
        <translation>Stan sekretów</translation>
    </message>
    <message>
        <source>Check again…</source>
        <extracomment>Button: goes back to what a check of all secrets goes over</extracomment>
        <translation>Sprawdź ponownie…</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: stops a check of all secrets</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Check secrets</source>
        <extracomment>Button: begins a check of all secrets</extracomment>
        <translation>Sprawdź sekrety</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Postęp</translation>
    </message>
    <message>
        <source>Look again from time to time.</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>Od czasu do czasu sprawdzaj ponownie.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>Niczego nie znaleziono</translation>
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
        <translation>Do odgadnięcia od razu</translation>
    </message>
    <message>
        <source>Guessed within minutes</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>Do odgadnięcia w ciągu minut</translation>
    </message>
    <message>
        <source>Guessed with some patience</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>Do odgadnięcia przy odrobinie cierpliwości</translation>
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
            <numerusform>Taka sama jak w: %1 i w %n innym</numerusform>
            <numerusform>Taka sama jak w: %1 i w %n innych</numerusform>
            <numerusform>Taka sama jak w: %1 i w %n innych</numerusform>
        </translation>
    </message>
    <message>
        <source>Same as in %1</source>
        <extracomment>About a value that several secrets have. %1 is a list of names.</extracomment>
        <translation>Taka sama jak w: %1</translation>
    </message>
    <message>
        <source>Certificate: %1</source>
        <extracomment>About a certificate. %1 says when it ends, for example &quot;Expires tomorrow&quot;.</extracomment>
        <translation>Certyfikat: %1</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <extracomment>About a secret. %1 is a date.</extracomment>
        <translation>Ostatnia zmiana: %1</translation>
    </message>
    <message>
        <source>Serious</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Poważne</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Warte uwagi</translation>
    </message>
    <message>
        <source>Good to know</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>Do wiadomości</translation>
    </message>
    <message>
        <source>Signature does not fit</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Podpis się nie zgadza</translation>
    </message>
    <message>
        <source>Leaked passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Hasła z wycieków</translation>
    </message>
    <message>
        <source>Weak passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Słabe hasła</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Wygasłe</translation>
    </message>
    <message>
        <source>Used more than once</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Użyte więcej niż raz</translation>
    </message>
    <message>
        <source>Nobody vouches for them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Nikt za nie nie ręczy</translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Nie udało się sprawdzić</translation>
    </message>
    <message>
        <source>Expire within 30 days</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Wygasają w ciągu 30 dni</translation>
    </message>
    <message>
        <source>Not changed for a year</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Niezmieniane od roku</translation>
    </message>
    <message>
        <source>Nobody else can read them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>Nikt inny nie może ich odczytać</translation>
    </message>
    <message>
        <source>Somebody altered them. Do not use the values; tell whoever runs the server.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Ktoś je zmienił. Nie używaj tych wartości; powiadom operatora serwera.</translation>
    </message>
    <message>
        <source>They are in lists that attackers try first. Change them now.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Są w zbiorach, które atakujący sprawdzają w pierwszej kolejności. Zmień je teraz.</translation>
    </message>
    <message>
        <source>Let the generator make new ones.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Nowe możesz utworzyć w generatorze.</translation>
    </message>
    <message>
        <source>Renew them, or delete what is no longer needed.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Odnów je albo usuń to, co nie jest już potrzebne.</translation>
    </message>
    <message>
        <source>Whoever learns one has the others too. Give each place its own.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Kto pozna jedno, ma też pozostałe. W każdym miejscu użyj innego.</translation>
    </message>
    <message>
        <source>Ask their owners, or save them again yourself.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Zapytaj właścicieli albo zapisz je ponownie samodzielnie.</translation>
    </message>
    <message>
        <source>What is in them is not known.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Nie wiadomo, co zawierają.</translation>
    </message>
    <message>
        <source>Renew them in time.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Odnów je w porę.</translation>
    </message>
    <message>
        <source>Counted from the last change of the secret, which may have been of its name alone.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Licząc od ostatniej zmiany sekretu, która mogła dotyczyć tylko jego nazwy.</translation>
    </message>
    <message>
        <source>If you lose your key, they are lost. Share what others will need.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>Jeśli stracisz swój klucz, przepadną. Udostępnij to, co będzie potrzebne innym.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) opened and looked at.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>Otwarto i sprawdzono %n sekret.</numerusform>
            <numerusform>Otwarto i sprawdzono %n sekrety.</numerusform>
            <numerusform>Otwarto i sprawdzono %n sekretów.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that have to be checked out or approved first were left alone.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>Pominięto %n, który najpierw wymaga wypożyczenia lub zatwierdzenia.</numerusform>
            <numerusform>Pominięto %n, które najpierw wymagają wypożyczenia lub zatwierdzenia.</numerusform>
            <numerusform>Pominięto %n, które najpierw wymagają wypożyczenia lub zatwierdzenia.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n password(s) looked for among the leaked ones.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>Wśród haseł z wycieków szukano %n hasła.</numerusform>
            <numerusform>Wśród haseł z wycieków szukano %n haseł.</numerusform>
            <numerusform>Wśród haseł z wycieków szukano %n haseł.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <extracomment>Accessible name of the part that shows a secret&apos;s earlier values</extracomment>
        <translation>Historia</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>There are no earlier values that you could read.</source>
        <extracomment>In place of the earlier values of a secret</extracomment>
        <translation>Nie ma wcześniejszych wartości, które można odczytać.</translation>
    </message>
</context>
<context>
    <name>HoursField</name>
    <message>
        <source>Hours</source>
        <extracomment>Accessible name of the field for how long access is needed</extracomment>
        <translation>Liczba godzin</translation>
    </message>
    <message>
        <source>One hour less</source>
        <extracomment>Name of the button for less time</extracomment>
        <translation>O godzinę mniej</translation>
    </message>
    <message>
        <source>One hour more</source>
        <extracomment>Name of the button for more time</extracomment>
        <translation>O godzinę więcej</translation>
    </message>
</context>
<context>
    <name>IconPicker</name>
    <message>
        <source>Choose a symbol</source>
        <extracomment>Name of the button that offers symbols and colours for a secret</extracomment>
        <translation>Wybierz symbol</translation>
    </message>
</context>
<context>
    <name>ImportAnswer</name>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Postęp</translation>
    </message>
    <message>
        <source>Items of the file</source>
        <extracomment>Accessible name of the list of what is in a file</extracomment>
        <translation>Pozycje pliku</translation>
    </message>
    <message numerus="yes">
        <source>Show only the %n item(s) with a remark</source>
        <extracomment>Narrows the list of what is in a file to what does not simply become a secret. %n is how many those are</extracomment>
        <translation>
            <numerusform>Pokaż tylko %n pozycję z uwagą</numerusform>
            <numerusform>Pokaż tylko %n pozycje z uwagą</numerusform>
            <numerusform>Pokaż tylko %n pozycji z uwagą</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportChoices</name>
    <message>
        <source>Into</source>
        <extracomment>Label beside the folder that imported secrets go to</extracomment>
        <translation>Do</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>Button: another folder for imported secrets</extracomment>
        <translation>Wybierz…</translation>
    </message>
    <message>
        <source>Make the folders of the file below it</source>
        <extracomment>A choice when a file is imported</extracomment>
        <translation>Utwórz pod nim foldery z pliku</translation>
    </message>
    <message>
        <source>They have the name, user name and address of a secret that is there.</source>
        <extracomment>Below a choice when a file is imported: what counts as being there already</extracomment>
        <translation>Mają nazwę, nazwę użytkownika i adres sekretu, który już istnieje.</translation>
    </message>
    <message numerus="yes">
        <source>Import %n item(s) that are there already once more</source>
        <extracomment>A choice when a file is imported. %n is how many of its items are there already</extracomment>
        <translation>
            <numerusform>Importuj jeszcze raz %n pozycję, która już istnieje</numerusform>
            <numerusform>Importuj jeszcze raz %n pozycje, które już istnieją</numerusform>
            <numerusform>Importuj jeszcze raz %n pozycji, które już istnieją</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFileSheet</name>
    <message>
        <source>First you see what every item of the file comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that imports secrets from another program&apos;s file</extracomment>
        <translation>Najpierw zobaczysz, czym stanie się każda pozycja pliku. Nic nie zostanie zapisane bez twojej zgody.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>Button: opens a database with its password</extracomment>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Files of password managers (*.csv *.json *.1pux *.kdbx *.xml *.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Pliki menedżerów haseł (*.csv *.json *.1pux *.kdbx *.xml *.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a file of another program</extracomment>
        <translation>Plik</translation>
    </message>
</context>
<context>
    <name>ImportItemRow</name>
    <message>
        <source>Item %1, %2: %3</source>
        <extracomment>What a screen reader says of an item of a file. %1 its number, %2 its name, %3 what it comes to</extracomment>
        <translation>Pozycja %1, %2: %3</translation>
    </message>
</context>
<context>
    <name>ImportLineRow</name>
    <message>
        <source>Line %1, %3: %2</source>
        <extracomment>What a screen reader says of a line of a file. %1 its number, %3 its name, %2 what it comes to</extracomment>
        <translation>Wiersz %1, %3: %2</translation>
    </message>
</context>
<context>
    <name>ImportPassword</name>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a KeePass database</extracomment>
        <translation>Hasło bazy danych</translation>
    </message>
    <message>
        <source>Key files (*.keyx *.key *)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Pliki kluczy (*.keyx *.key *)</translation>
    </message>
    <message>
        <source>Key file (if it has one)</source>
        <extracomment>Label of the field for the key file of a KeePass database</extracomment>
        <translation>Plik klucza (jeśli jest)</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>First you see what every line comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that reads a .env file</extracomment>
        <translation>Najpierw zobaczysz, co wyniknie z każdego wiersza. Nic nie zostanie zapisane bez twojej zgody.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Environment files (*.env .env*)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>Pliki środowiska (*.env .env*)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a .env file</extracomment>
        <translation>Plik</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Postęp</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <extracomment>Accessible name of the list of lines of a file</extracomment>
        <translation>Wiersze pliku</translation>
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
        <translation>Nic w niej nie ma.</translation>
    </message>
    <message>
        <source>It holds something that is not text.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Zawiera coś, co nie jest tekstem.</translation>
    </message>
    <message>
        <source>It is longer than any secret can be.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Jest dłuższa, niż może być sekret.</translation>
    </message>
    <message>
        <source>Its columns do not fit the heading.</source>
        <extracomment>Why a row of a table cannot be imported.</extracomment>
        <translation>Kolumny nie pasują do nagłówka.</translation>
    </message>
    <message>
        <source>It is of a kind that Coffret does not know.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Jest rodzaju, którego Coffret nie zna.</translation>
    </message>
    <message>
        <source>It was deleted or archived there.</source>
        <extracomment>Why an item of a file is not imported.</extracomment>
        <translation>Została tam usunięta lub zarchiwizowana.</translation>
    </message>
    <message>
        <source>attachments</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>załączniki</translation>
    </message>
    <message>
        <source>passkeys</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>klucze dostępu</translation>
    </message>
    <message>
        <source>earlier values</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>wcześniejsze wartości</translation>
    </message>
    <message>
        <source>rules for typing</source>
        <extracomment>What of an imported item stays behind, in a list: rules for typing into windows.</extracomment>
        <translation>reguły wpisywania</translation>
    </message>
    <message>
        <source>apps of phones</source>
        <extracomment>What of an imported item stays behind, in a list: addresses that stand for programs on a phone.</extracomment>
        <translation>aplikacje telefonów</translation>
    </message>
    <message>
        <source>the day it expires</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>dzień wygaśnięcia</translation>
    </message>
    <message>
        <source>tags</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>etykiety</translation>
    </message>
    <message>
        <source>its star</source>
        <extracomment>What of an imported item stays behind, in a list: that it is a favourite.</extracomment>
        <translation>gwiazdka</translation>
    </message>
    <message>
        <source>more fields or addresses than a secret can have</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>pola lub adresy ponad to, ile może mieć sekret</translation>
    </message>
</context>
<context>
    <name>JobSheet</name>
    <message>
        <source>Working out what this comes to…</source>
        <extracomment>In place of what a change comes to, while that is worked out</extracomment>
        <translation>Ustalanie skutków…</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question or a report</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>Postęp</translation>
    </message>
</context>
<context>
    <name>KeyFilePanel</name>
    <message>
        <source>OpenPGP keys (*.asc *.txt *.key *.gpg)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Klucze OpenPGP (*.asc *.txt *.key *.gpg)</translation>
    </message>
    <message>
        <source>Your recovery kit or another armored private key. Dropping it on this window works too.</source>
        <extracomment>Help under the key file field</extracomment>
        <translation>Pakiet odzyskiwania lub inny klucz prywatny w postaci tekstowej. Można go też upuścić na to okno.</translation>
    </message>
    <message>
        <source>Key file</source>
        <extracomment>Label of the key file field</extracomment>
        <translation>Plik klucza</translation>
    </message>
    <message>
        <source>Use this key</source>
        <extracomment>Button that puts a key from a file into the user&apos;s GnuPG keyring; when it is there already</extracomment>
        <translation>Użyj tego klucza</translation>
    </message>
    <message>
        <source>Import into my keyring</source>
        <translation>Importuj do zbioru kluczy</translation>
    </message>
    <message>
        <source>Another file</source>
        <extracomment>Button that forgets a key file before it is imported</extracomment>
        <translation>Inny plik</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Your OpenPGP keys</source>
        <extracomment>Name of the list of OpenPGP keys</extracomment>
        <translation>Twoje klucze OpenPGP</translation>
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
        <translation>Shift</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Del</translation>
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
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>End</translation>
    </message>
    <message>
        <source>Space</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Spacja</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Press the keys</source>
        <extracomment>On the button that shows a key combination: it waits for another one; or there is none</extracomment>
        <translation>Naciśnij klawisze</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Brak</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>%1, on a smart card</source>
        <extracomment>Under a key that is on a smart card. %1 is its kind, such as &quot;rsa4096&quot;</extracomment>
        <translation>%1, na karcie inteligentnej</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>Heading of the sheet that lists the keys</extracomment>
        <translation>Skróty klawiszowe</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <extracomment>Name of the field that searches the list of keys</extracomment>
        <translation>Szukaj skrótów</translation>
    </message>
    <message>
        <source>What should a key do?</source>
        <extracomment>In the empty field that searches the list of keys</extracomment>
        <translation>Co ma robić klawisz?</translation>
    </message>
    <message>
        <source>No key does that. The command palette finds everything by name.</source>
        <extracomment>In place of the list of keys</extracomment>
        <translation>Żaden klawisz tego nie robi. Paleta poleceń znajduje wszystko po nazwie.</translation>
    </message>
</context>
<context>
    <name>KeyStep</name>
    <message>
        <source>The server will encrypt for this key and know you by it. It never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <extracomment>Sentence under the heading of the key screen; when the server does not know a key yet</extracomment>
        <translation>Serwer będzie szyfrować tym kluczem i po nim cię rozpoznawać. Klucz nigdy nie opuszcza gpg-agent; Coffret nie widzi ani jego, ani jego hasła.</translation>
    </message>
    <message>
        <source>These are in your GnuPG keyring or on your smart card. The key never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <translation>Te klucze są w twoim zbiorze kluczy GnuPG lub na karcie inteligentnej. Klucz nigdy nie opuszcza gpg-agent; Coffret nie widzi ani jego, ani jego hasła.</translation>
    </message>
    <message>
        <source>Which key shall be yours?</source>
        <extracomment>Heading of the screen that lists OpenPGP keys; when the server does not know a key yet</extracomment>
        <translation>Który klucz ma być twój?</translation>
    </message>
    <message>
        <source>Which key is yours?</source>
        <translation>Który klucz jest twój?</translation>
    </message>
    <message>
        <source>The server knows you by this key</source>
        <extracomment>Above the fingerprint of the key that the server has for this user</extracomment>
        <translation>Serwer rozpoznaje cię po tym kluczu</translation>
    </message>
    <message>
        <source>For %1. gpg asks for a passphrase: a long one that you will not forget, because nobody can reset it.</source>
        <extracomment>%1 is a name and an e-mail address</extracomment>
        <translation>Dla: %1. gpg zapyta o hasło klucza: wybierz długie, którego nie zapomnisz, bo nikt nie może go zresetować.</translation>
    </message>
    <message>
        <source>No key yet, or rather a fresh one?</source>
        <extracomment>Beside the button that makes a new key</extracomment>
        <translation>Nie masz jeszcze klucza albo wolisz nowy?</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <extracomment>Button that makes a new OpenPGP key</extracomment>
        <translation>Utwórz nowy klucz</translation>
    </message>
    <message>
        <source>Use a key file…</source>
        <extracomment>Button that shows the field for a file with a private key</extracomment>
        <translation>Użyj pliku klucza…</translation>
    </message>
</context>
<context>
    <name>KitStep</name>
    <message>
        <source>The kit is signed by the key in it and unaltered. Next, Coffret looks whether the server still has the key the kit names. Your key goes into your GnuPG keyring on the last screen, not before.</source>
        <extracomment>Sentence under the heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>Pakiet jest podpisany kluczem, który zawiera, i niezmieniony. Teraz Coffret sprawdzi, czy serwer nadal ma klucz wskazany w pakiecie. Twój klucz trafi do zbioru kluczy GnuPG dopiero na ostatnim ekranie.</translation>
    </message>
    <message>
        <source>Passbolt&apos;s web page saves one under Profile, Desktop app setup. It holds your key, locked with your passphrase, and the server&apos;s.</source>
        <translation>Strona Passbolt zapisuje go w części „Profil”, „Konfiguracja aplikacji desktopowej”. Zawiera twój klucz, chroniony twoim hasłem klucza, oraz klucz serwera.</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <extracomment>Heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>Czy to ty?</translation>
    </message>
    <message>
        <source>Your account kit</source>
        <translation>Twój pakiet konta</translation>
    </message>
    <message>
        <source>Account kits (*.passbolt)</source>
        <extracomment>Entry of the file type list in the account kit&apos;s file dialog</extracomment>
        <translation>Pakiety konta (*.passbolt)</translation>
    </message>
    <message>
        <source>Or drop the file anywhere on this window.</source>
        <extracomment>Help under the account kit field</extracomment>
        <translation>Plik można też upuścić w dowolnym miejscu tego okna.</translation>
    </message>
    <message>
        <source>Account kit</source>
        <extracomment>Label of the account kit field</extracomment>
        <translation>Pakiet konta</translation>
    </message>
</context>
<context>
    <name>ListCaption</name>
    <message numerus="yes">
        <source>%n shown</source>
        <extracomment>Above the list: how many secrets it shows. %n is the number</extracomment>
        <translation>
            <numerusform>Pokazano: %n</numerusform>
            <numerusform>Pokazano: %n</numerusform>
            <numerusform>Pokazano: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Sort the list</source>
        <extracomment>Name of the button that chooses the order of a list</extracomment>
        <translation>Sortuj listę</translation>
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
        <translation>Szukaj sekretów</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty search field</extracomment>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <extracomment>Key that begins a new secret, beside the button&apos;s name</extracomment>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Name of the button that begins a new secret</extracomment>
        <translation>Nowy sekret</translation>
    </message>
</context>
<context>
    <name>ListPlaceholder</name>
    <message>
        <source>Search all secrets</source>
        <extracomment>Button in an empty search result: looks in every list</extracomment>
        <translation>Szukaj we wszystkich sekretach</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <extracomment>Button in an empty list: shows secrets of every type again</extracomment>
        <translation>Wyczyść filtr</translation>
    </message>
    <message>
        <source>Search in all accounts</source>
        <extracomment>Button in an empty search result: opens the quick lookup with what was searched for</extracomment>
        <translation>Szukaj na wszystkich kontach</translation>
    </message>
</context>
<context>
    <name>LockedPage</name>
    <message>
        <source>Values, names and tokens were forgotten. Unlocking signs in again.</source>
        <extracomment>On the locked window</extracomment>
        <translation>Wartości, nazwy i tokeny zostały zapomniane. Odblokowanie loguje ponownie.</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>On the locked window</extracomment>
        <translation>Coffret jest zablokowany</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Button on the locked window</extracomment>
        <translation>Odblokuj</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen</extracomment>
        <translation>Na tym koncie niczego się nie wypożycza</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>Menu: a preference of the account</extracomment>
        <translation>Zwracaj przy blokowaniu lub zamykaniu programu</translation>
    </message>
</context>
<context>
    <name>ManyTexts</name>
    <message numerus="yes">
        <source>%n secret(s) change.</source>
        <extracomment>What a change of many secrets comes to. %n is how many of them change.</extracomment>
        <translation>
            <numerusform>Zmieni się %n sekret.</numerusform>
            <numerusform>Zmienią się %n sekrety.</numerusform>
            <numerusform>Zmieni się %n sekretów.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change in this way and stay as they are.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n sekretu nie możesz zmienić w ten sposób; pozostanie bez zmian.</numerusform>
            <numerusform>%n sekretów nie możesz zmienić w ten sposób; pozostaną bez zmian.</numerusform>
            <numerusform>%n sekretów nie możesz zmienić w ten sposób; pozostaną bez zmian.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Bez zmian, bo już tak jest: %n sekret.</numerusform>
            <numerusform>Bez zmian, bo już tak jest: %n sekrety.</numerusform>
            <numerusform>Bez zmian, bo już tak jest: %n sekretów.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” cannot be changed; the report says why.</source>
        <extracomment>What a change of many secrets comes to. %1 is the name of a secret that cannot be changed.</extracomment>
        <translation>Sekretu „%1” nie można zmienić; powód podano w raporcie.</translation>
    </message>
    <message numerus="yes">
        <source>Share %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are shared. %n is how many were chosen.</extracomment>
        <translation>
            <numerusform>Udostępnić %n sekret?</numerusform>
            <numerusform>Udostępnić %n sekrety?</numerusform>
            <numerusform>Udostępnić %n sekretów?</numerusform>
        </translation>
    </message>
    <message>
        <source>Share</source>
        <extracomment>Button: gives people access to many secrets.</extracomment>
        <translation>Udostępnij</translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) out of their folders?</source>
        <extracomment>Heading of the question before secrets are moved to the top. %n is how many.</extracomment>
        <translation>
            <numerusform>Przenieść %n sekret poza jego folder?</numerusform>
            <numerusform>Przenieść %n sekrety poza ich foldery?</numerusform>
            <numerusform>Przenieść %n sekretów poza ich foldery?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) to %1?</source>
        <extracomment>Heading of the question before secrets are moved. %n is how many, %1 is where.</extracomment>
        <translation>
            <numerusform>Przenieść %n sekret do „%1”?</numerusform>
            <numerusform>Przenieść %n sekrety do „%1”?</numerusform>
            <numerusform>Przenieść %n sekretów do „%1”?</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves many secrets.</extracomment>
        <translation>Przenieś</translation>
    </message>
    <message>
        <source>Who can read what is moved is up to the rules of the new place.</source>
        <extracomment>Question before secrets are moved on a server that tells nobody beforehand who will be able to read them.</extracomment>
        <translation>O tym, kto może odczytać przeniesione sekrety, decydują reguły nowego miejsca.</translation>
    </message>
    <message>
        <source>Adding to favourites</source>
        <extracomment>Heading while many secrets get a star, or lose it.</extracomment>
        <translation>Dodawanie do ulubionych</translation>
    </message>
    <message>
        <source>Removing from favourites</source>
        <translation>Usuwanie z ulubionych</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are shared: they are deleted for everyone.</source>
        <extracomment>Question before many secrets are deleted. %n is how many of them others see too.</extracomment>
        <translation>
            <numerusform>%n z nich jest udostępniony: zostanie usunięty dla wszystkich.</numerusform>
            <numerusform>%n z nich są udostępnione: zostaną usunięte dla wszystkich.</numerusform>
            <numerusform>%n z nich jest udostępnionych: zostaną usunięte dla wszystkich.</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before many secrets are deleted.</extracomment>
        <translation>Tego nie można cofnąć.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)</source>
        <extracomment>Button: deletes many secrets. %n is how many.</extracomment>
        <translation>
            <numerusform>Usuń %n sekret</numerusform>
            <numerusform>Usuń %n sekrety</numerusform>
            <numerusform>Usuń %n sekretów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are deleted. %n is how many.</extracomment>
        <translation>
            <numerusform>Usunąć %n sekret?</numerusform>
            <numerusform>Usunąć %n sekrety?</numerusform>
            <numerusform>Usunąć %n sekretów?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MaskDots</name>
    <message>
        <source>Hidden</source>
        <extracomment>Spoken instead of a value that is masked</extracomment>
        <translation>Wartość ukryta</translation>
    </message>
</context>
<context>
    <name>Matches</name>
    <message>
        <source>Similar</source>
        <extracomment>Heading within a list of what was found: what follows has only something similar to what was typed.</extracomment>
        <translation>Podobne</translation>
    </message>
</context>
<context>
    <name>MemberRow</name>
    <message>
        <source>Manager</source>
        <extracomment>What somebody is in a group</extracomment>
        <translation>Menedżer</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Członek</translation>
    </message>
    <message>
        <source>The only manager has to stay</source>
        <extracomment>Menu: takes somebody out of a group, or back; the first when nobody else manages it</extracomment>
        <translation>Jedyny menedżer musi pozostać</translation>
    </message>
    <message>
        <source>Stays in the group</source>
        <translation>Zostaje w grupie</translation>
    </message>
    <message>
        <source>Take out of the group</source>
        <translation>Usuń z grupy</translation>
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
        <translation>Ważny dla</translation>
    </message>
    <message>
        <source>Valid for %1</source>
        <extracomment>What a screen reader says of the names a certificate is for. %1 is a list of names</extracomment>
        <translation>Ważny dla: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>Button below the first names a certificate is for. %n is how many more there are</extracomment>
        <translation>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Description</source>
        <extracomment>Label above the readable description of a secret</extracomment>
        <translation>Opis</translation>
    </message>
</context>
<context>
    <name>NothingChosen</name>
    <message>
        <source>Its fields appear here, masked until you ask for them.</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>Tu pojawią się jego pola, zasłonięte, dopóki nie zechcesz ich zobaczyć.</translation>
    </message>
    <message>
        <source>Choose a secret</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>Wybierz sekret</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <extracomment>Key that jumps to the search field</extracomment>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>What a key does</extracomment>
        <translation>Szukanie</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <extracomment>Key that copies the main value</extracomment>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Copy the password, key or token</source>
        <extracomment>What a key does</extracomment>
        <translation>Kopiowanie hasła, klucza lub tokenu</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <extracomment>Key that copies the user name</extracomment>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Copy the user name</source>
        <extracomment>What a key does</extracomment>
        <translation>Kopiowanie nazwy użytkownika</translation>
    </message>
</context>
<context>
    <name>OfflineSettingWords</name>
    <message>
        <source>Keep nothing</source>
        <extracomment>A choice in the settings: nothing is kept on this computer.</extracomment>
        <translation>Nic nie zachowuj</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>A choice in the settings: for how long something is kept.</extracomment>
        <translation>
            <numerusform>%n dzień</numerusform>
            <numerusform>%n dni</numerusform>
            <numerusform>%n dni</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxRow</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before a change that waits is given up</extracomment>
        <translation>Odrzucić to, co napisano?</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up a change that waits</extracomment>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: does not give up a change that waits</extracomment>
        <translation>Zachowaj</translation>
    </message>
    <message>
        <source>Discard…</source>
        <extracomment>Button: asks before a change that waits is given up</extracomment>
        <translation>Odrzuć…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <extracomment>Button: opens a change that waits in the form</extracomment>
        <translation>Edytuj…</translation>
    </message>
    <message>
        <source>Send now</source>
        <extracomment>Button: sends a change that waits</extracomment>
        <translation>Wyślij teraz</translation>
    </message>
    <message>
        <source>Discard the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Odrzuć: zmiana %1</translation>
    </message>
    <message>
        <source>Keep the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Zachowaj: zmiana %1</translation>
    </message>
    <message>
        <source>Discard the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Odrzuć: zmiana %1…</translation>
    </message>
    <message>
        <source>Edit the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Edytuj: zmiana %1…</translation>
    </message>
    <message>
        <source>Send the change of %1 now</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>Wyślij teraz: zmiana %1</translation>
    </message>
</context>
<context>
    <name>OutboxSheet</name>
    <message>
        <source>Not sent yet</source>
        <extracomment>Heading of a sheet: changes that were made without the server</extracomment>
        <translation>Jeszcze nie wysłano</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before changes that cannot be read are given up</extracomment>
        <translation>Odrzucić wpisane zmiany?</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>Button: tries once more to read what waits</extracomment>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Give it up…</source>
        <extracomment>Button: asks before what was written, and cannot be read any more, is given up</extracomment>
        <translation>Odrzuć to…</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: what was written, and cannot be read any more, is given up</extracomment>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: what was written, and cannot be read now, is not given up</extracomment>
        <translation>Zachowaj</translation>
    </message>
    <message>
        <source>They lie sealed on this computer until they are sent.</source>
        <extracomment>Under the heading of the sheet with changes that wait</extracomment>
        <translation>Leżą zapieczętowane na tym komputerze, dopóki nie zostaną wysłane.</translation>
    </message>
</context>
<context>
    <name>PaletteList</name>
    <message>
        <source>Commands and places</source>
        <extracomment>Name of the list in the command palette</extracomment>
        <translation>Polecenia i miejsca</translation>
    </message>
</context>
<context>
    <name>PaletteRow</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>Said after a line of a list: its place. %1 and %2 are numbers</extracomment>
        <translation>%1 z %2</translation>
    </message>
</context>
<context>
    <name>PeopleTexts</name>
    <message>
        <source>Confirmed</source>
        <extracomment>State of a person&apos;s key: compared before, and the same as then.</extracomment>
        <translation>Potwierdzony</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <extracomment>State of a person&apos;s key: the user never compared it.</extracomment>
        <translation>Jeszcze nieporównany</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>State of a person&apos;s key: another one than before.</extracomment>
        <translation>Zmieniony</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <extracomment>State of a person&apos;s key: expired, revoked or too weak.</extracomment>
        <translation>Nie można go użyć</translation>
    </message>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder.</extracomment>
        <translation>Może czytać</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: reading included.</extracomment>
        <translation>Może edytować</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: everything, sharing and deleting included.</extracomment>
        <translation>Właściciel</translation>
    </message>
    <message>
        <source>No access</source>
        <extracomment>In place of a right to a secret or folder.</extracomment>
        <translation>Bez dostępu</translation>
    </message>
    <message>
        <source>See and copy</source>
        <extracomment>What a right means.</extracomment>
        <translation>Oglądanie i kopiowanie</translation>
    </message>
    <message>
        <source>Change, move and delete as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>Także zmiana, przenoszenie i usuwanie</translation>
    </message>
    <message>
        <source>Decide who has access as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>Także decydowanie o tym, kto ma dostęp</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a person or group that will be given access.</extracomment>
        <translation>Nowy dostęp</translation>
    </message>
    <message>
        <source>Loses access</source>
        <extracomment>Beside a person or group whose access will be taken away.</extracomment>
        <translation>Traci dostęp</translation>
    </message>
    <message>
        <source>Until now: %1</source>
        <extracomment>Beside a person or group whose right will change. %1 is the right until now.</extracomment>
        <translation>Dotychczas: %1</translation>
    </message>
    <message>
        <source>Group</source>
        <extracomment>Beside the name of a group.</extracomment>
        <translation>Grupa</translation>
    </message>
    <message numerus="yes">
        <source>Group, %n member(s)</source>
        <extracomment>Beside the name of a group. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>Grupa, %n osoba</numerusform>
            <numerusform>Grupa, %n osoby</numerusform>
            <numerusform>Grupa, %n osób</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>A list of names that is cut short. %1 are some names, %n is how many more there are.</extracomment>
        <translation>
            <numerusform>%1 i jeszcze %n</numerusform>
            <numerusform>%1 i jeszcze %n</numerusform>
            <numerusform>%1 i jeszcze %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: “%2” becomes “%3”.</source>
        <extracomment>What a change of access comes to. %1 is a person or group, %2 and %3 are rights.</extracomment>
        <translation>%1: zmiana z „%2” na „%3”.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) can read it from now on: %1.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>Od teraz może to odczytać %n osoba: %1.</numerusform>
            <numerusform>Od teraz mogą to odczytać %n osoby: %1.</numerusform>
            <numerusform>Od teraz może to odczytać %n osób: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) lose access: %1. What they have read before, they may still know.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>Dostęp traci %n osoba: %1. To, co przeczytała wcześniej, może nadal znać.</numerusform>
            <numerusform>Dostęp tracą %n osoby: %1. To, co przeczytały wcześniej, mogą nadal znać.</numerusform>
            <numerusform>Dostęp traci %n osób: %1. To, co przeczytały wcześniej, mogą nadal znać.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It applies to %n secret(s) and to folders: %1.</source>
        <extracomment>What a change of access comes to. %1 is a number of folders; %n a number of secrets.</extracomment>
        <translation>
            <numerusform>Dotyczy to %n sekretu oraz folderów w liczbie: %1.</numerusform>
            <numerusform>Dotyczy to %n sekretów oraz folderów w liczbie: %1.</numerusform>
            <numerusform>Dotyczy to %n sekretów oraz folderów w liczbie: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody vouches for the value of %n secret(s): it is passed on without your signature, and new readers see it as unsigned.</source>
        <extracomment>What a change of access comes to. %n is a number of secrets; a signature says who wrote one.</extracomment>
        <translation>
            <numerusform>Nikt nie ręczy za wartość %n sekretu: jest przekazywana bez twojego podpisu i dla nowych czytających będzie niepodpisana.</numerusform>
            <numerusform>Nikt nie ręczy za wartości %n sekretów: są przekazywane bez twojego podpisu i dla nowych czytających będą niepodpisane.</numerusform>
            <numerusform>Nikt nie ręczy za wartości %n sekretów: są przekazywane bez twojego podpisu i dla nowych czytających będą niepodpisane.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody gains or loses access.</source>
        <extracomment>What a change of access comes to: nothing.</extracomment>
        <translation>Nikt nie zyskuje ani nie traci dostępu.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) join and can read everything the group can: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>Dołącza %n osoba i może odczytać wszystko to, co grupa: %1.</numerusform>
            <numerusform>Dołączają %n osoby i mogą odczytać wszystko to, co grupa: %1.</numerusform>
            <numerusform>Dołącza %n osób i może odczytać wszystko to, co grupa: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are encrypted for them.</source>
        <extracomment>What a change of a group comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Dla nich zostanie zaszyfrowany %n sekret.</numerusform>
            <numerusform>Dla nich zostaną zaszyfrowane %n sekrety.</numerusform>
            <numerusform>Dla nich zostanie zaszyfrowanych %n sekretów.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) leave the group: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>Grupę opuszcza %n osoba: %1.</numerusform>
            <numerusform>Grupę opuszczają %n osoby: %1.</numerusform>
            <numerusform>Grupę opuszcza %n osób: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only who manages the group changes.</source>
        <extracomment>What a change of a group comes to.</extracomment>
        <translation>Zmienia się tylko to, kto zarządza grupą.</translation>
    </message>
    <message>
        <source>%1 created it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1: utworzenie</translation>
    </message>
    <message>
        <source>%1 opened it</source>
        <extracomment>What somebody did with a secret: looked at the values. %1 is a person.</extracomment>
        <translation>%1: otwarcie</translation>
    </message>
    <message>
        <source>%1 changed it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1: zmiana</translation>
    </message>
    <message>
        <source>%1 changed who has access</source>
        <extracomment>What somebody did with a secret: changed who has access. %1 is a person.</extracomment>
        <translation>%1: zmiana uprawnień dostępu</translation>
    </message>
    <message>
        <source>%1 moved it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1: przeniesienie</translation>
    </message>
    <message>
        <source>%1 deleted it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1: usunięcie</translation>
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
            <numerusform>%n elementu w folderze nie możesz udostępniać; pozostanie bez zmian.</numerusform>
            <numerusform>%n elementów w folderze nie możesz udostępniać; pozostaną bez zmian.</numerusform>
            <numerusform>%n elementów w folderze nie możesz udostępniać; pozostaną bez zmian.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever is in the group “%1”, now or later: “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>Każdy w grupie „%1”, teraz lub później: „%2”.</translation>
    </message>
    <message>
        <source>The group “%1” loses “%2”: whoever joins it later gains nothing.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>Grupa „%1” traci „%2”: kto dołączy później, nic nie otrzyma.</translation>
    </message>
    <message>
        <source>%1 gains “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 otrzymuje „%2”.</translation>
    </message>
    <message>
        <source>%1 loses “%2”, but has access through a group.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 traci „%2”, ale ma dostęp przez grupę.</translation>
    </message>
    <message>
        <source>Can be mistaken for another: look twice</source>
        <extracomment>Beside a person or a group that could be given access.</extracomment>
        <translation>Można pomylić z kimś innym: przyjrzyj się uważnie</translation>
    </message>
</context>
<context>
    <name>PicturePicker</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</source>
        <extracomment>File type and last entry of the file type list in a file dialog</extracomment>
        <translation>Obrazy (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Wszystkie pliki (*)</translation>
    </message>
    <message>
        <source>Picture with a QR code</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>Obraz z kodem QR</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>Shared with everyone there</source>
        <extracomment>Below the folder a new secret goes to</extracomment>
        <translation>Udostępniany wszystkim, którzy mają tam dostęp</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Label of the folder a new secret goes to</extracomment>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <extracomment>Accessible name of the button that chooses another folder for a new secret. %1 is the one it goes to</extracomment>
        <translation>Folder: %1</translation>
    </message>
    <message>
        <source>No folder, at the top</source>
        <extracomment>In place of a folder&apos;s name: a new secret goes to none</extracomment>
        <translation>Bez folderu, na najwyższym poziomie</translation>
    </message>
</context>
<context>
    <name>PlaceSheet</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Find a folder</source>
        <extracomment>Label of the field that narrows a list of folders</extracomment>
        <translation>Znajdź folder</translation>
    </message>
    <message>
        <source>Folders</source>
        <extracomment>Accessible name of the list of folders something can be put in</extracomment>
        <translation>Foldery</translation>
    </message>
    <message>
        <source>No folder fits.</source>
        <extracomment>In place of a list of folders</extracomment>
        <translation>Żaden folder nie pasuje.</translation>
    </message>
</context>
<context>
    <name>ProgramAccess</name>
    <message>
        <source>Coffret is locked. Unlock it first, or say --unlock.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. --unlock is an option and stays as it is.</extracomment>
        <translation>Coffret jest zablokowany. Najpierw go odblokuj albo użyj opcji --unlock.</translation>
    </message>
    <message>
        <source>The account “%1” is not open.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the name of an account.</extracomment>
        <translation>Konto „%1” nie jest otwarte.</translation>
    </message>
    <message>
        <source>There is nothing at “%1”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>Pod „%1” nic nie ma.</translation>
    </message>
    <message>
        <source>Several secrets are called “%1”:</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the end of a path; the whole paths follow.</extracomment>
        <translation>Do „%1” pasuje kilka sekretów:</translation>
    </message>
    <message>
        <source>“%1” has no main value. Name a field.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>Sekret „%1” nie ma głównej wartości. Podaj pole.</translation>
    </message>
    <message>
        <source>“%1” has no field “%2”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret, %2 what somebody takes for a field of it.</extracomment>
        <translation>Sekret „%1” nie ma pola „%2”.</translation>
    </message>
    <message>
        <source>“%1” has no one-time code.</source>
        <extracomment>In a terminal, from &quot;coffret otp&quot;. %1 is the path of a secret.</extracomment>
        <translation>Sekret „%1” nie ma kodu jednorazowego.</translation>
    </message>
    <message>
        <source>That was refused in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person said no in Coffret&apos;s window.</extracomment>
        <translation>Odmówiono tego w oknie programu Coffret.</translation>
    </message>
    <message>
        <source>Nobody answered the question in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person was asked in Coffret&apos;s window.</extracomment>
        <translation>Nikt nie odpowiedział na pytanie w oknie programu Coffret.</translation>
    </message>
    <message>
        <source>Too many programs ask at once. Try again later.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Zbyt wiele programów pyta naraz. Spróbuj ponownie później.</translation>
    </message>
    <message>
        <source>The value of “%1” is larger than 1 MiB.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>Wartość sekretu „%1” jest większa niż 1 MiB.</translation>
    </message>
    <message>
        <source>%1 Say --unverified to take it all the same.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is a sentence about the signature. --unverified stays as it is.</extracomment>
        <translation>%1 Aby mimo to pobrać wartość, użyj opcji --unverified.</translation>
    </message>
    <message>
        <source>A program that cannot be identified</source>
        <extracomment>Stands where the name of a program does.</extracomment>
        <translation>Nierozpoznany program</translation>
    </message>
    <message>
        <source>process %1</source>
        <extracomment>Of a program that runs. %1 is its number.</extracomment>
        <translation>proces %1</translation>
    </message>
    <message>
        <source>started by %1</source>
        <extracomment>Of a program that runs. %1 are the programs it was started by, the nearest first.</extracomment>
        <translation>uruchomiony przez: %1</translation>
    </message>
    <message>
        <source>Main value</source>
        <extracomment>Beside the path of a secret that another program wants: the program named none of its fields</extracomment>
        <translation>Główna wartość</translation>
    </message>
    <message>
        <source>Coffret to be unlocked</source>
        <extracomment>In the list of what another program wants, while Coffret is locked</extracomment>
        <translation>Odblokowania programu Coffret</translation>
    </message>
</context>
<context>
    <name>ProgramAccessSheet</name>
    <message>
        <source>Allow it only if you have just started something that needs this.</source>
        <extracomment>Below the names of secrets that another program wants</extracomment>
        <translation>Pozwól tylko wtedy, gdy właśnie uruchamiasz coś, co tego potrzebuje.</translation>
    </message>
    <message>
        <source>Coffret cannot tell which program this is. Allow it only if you have just started something that needs this.</source>
        <translation>Coffret nie może rozpoznać tego programu. Pozwól tylko wtedy, gdy właśnie uruchamiasz coś, co tego potrzebuje.</translation>
    </message>
    <message>
        <source>Refused in %1 s</source>
        <extracomment>Beside the buttons while a question waits for an answer. %1 is a number of seconds</extracomment>
        <translation>Odmowa za %1 s</translation>
    </message>
    <message>
        <source>%1 wants the names of your secrets</source>
        <extracomment>Heading of the question whether another program may have secrets. %1 is its name: values, or only names</extracomment>
        <translation>%1 chce poznać nazwy twoich sekretów</translation>
    </message>
    <message>
        <source>%1 wants to read secrets</source>
        <translation>%1 chce odczytać sekrety</translation>
    </message>
    <message>
        <source>Refuse</source>
        <extracomment>Button: another program gets no secrets</extracomment>
        <translation>Odmów</translation>
    </message>
    <message>
        <source>Allow once</source>
        <extracomment>Button: another program gets what it wants this time</extracomment>
        <translation>Pozwól raz</translation>
    </message>
    <message>
        <source>Allow everything until Coffret locks</source>
        <extracomment>Button: another program gets every secret it wants until Coffret locks</extracomment>
        <translation>Pozwól na wszystko do zablokowania programu Coffret</translation>
    </message>
    <message>
        <source>What it wants</source>
        <extracomment>Accessible name of the list of what another program wants</extracomment>
        <translation>Czego chce program</translation>
    </message>
    <message>
        <source>Time left</source>
        <extracomment>Accessible name of a bar that shows how much time is left for an answer</extracomment>
        <translation>Pozostały czas</translation>
    </message>
</context>
<context>
    <name>QrButton</name>
    <message>
        <source>Read a QR code</source>
        <extracomment>Name of the button that offers to take a key from a QR code</extracomment>
        <translation>Odczytaj kod QR</translation>
    </message>
    <message>
        <source>From the screen…</source>
        <extracomment>Menu: where a QR code is; asks for a part of the screen</extracomment>
        <translation>Z ekranu…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <extracomment>Menu: where a QR code is</extracomment>
        <translation>Ze schowka</translation>
    </message>
    <message>
        <source>From a picture file…</source>
        <extracomment>Menu: where a QR code is; opens a file dialog</extracomment>
        <translation>Z pliku obrazu…</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>Remove from search: %1</source>
        <extracomment>Accessible name of a chip below the search field. %1 is what the search asks for, as &quot;Favourites&quot; or &quot;In Finance&quot;</extracomment>
        <translation>Usuń z wyszukiwania: %1</translation>
    </message>
</context>
<context>
    <name>QueryChips</name>
    <message>
        <source>What the search asks for</source>
        <extracomment>Accessible name of the row of chips below the search field</extracomment>
        <translation>Warunki wyszukiwania</translation>
    </message>
</context>
<context>
    <name>QuickActions</name>
    <message>
        <source>Actions</source>
        <extracomment>Name of the list of what can be done with a secret, in the quick lookup</extracomment>
        <translation>Działania</translation>
    </message>
</context>
<context>
    <name>QuickFooter</name>
    <message>
        <source>copy</source>
        <translation>kopiowanie</translation>
    </message>
    <message>
        <source>open</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>otwarcie</translation>
    </message>
    <message>
        <source>close</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>zamknięcie</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <extracomment>Keys, as they are printed on keyboards.</extracomment>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>do it</source>
        <extracomment>What a key does, at the foot of the quick lookup: copies what was found, or does what is listed</extracomment>
        <translation>wykonanie</translation>
    </message>
    <message>
        <source>back</source>
        <extracomment>What a key does, at the foot of the quick lookup: lists what else can be done, or goes back from there</extracomment>
        <translation>powrót</translation>
    </message>
    <message>
        <source>more</source>
        <translation>więcej</translation>
    </message>
    <message>
        <source>Tab</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Tab</translation>
    </message>
    <message>
        <source>account</source>
        <extracomment>What a key does, at the foot of the quick lookup: looks in one account only</extracomment>
        <translation>konto</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>choose</source>
        <extracomment>What a key does, at the foot of the quick lookup: chooses the first of those that are only similar to what was typed</extracomment>
        <translation>wybór</translation>
    </message>
</context>
<context>
    <name>QuickList</name>
    <message>
        <source>Results</source>
        <extracomment>Name of the result list in the quick lookup</extracomment>
        <translation>Wyniki</translation>
    </message>
</context>
<context>
    <name>QuickLookup</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Title of the quick lookup window
----------
Name of the field in the quick lookup</extracomment>
        <translation>Szybkie wyszukiwanie</translation>
    </message>
    <message>
        <source>Type a name, user or address</source>
        <extracomment>Hint in the empty field of the quick lookup</extracomment>
        <translation>Wpisz nazwę, użytkownika lub adres</translation>
    </message>
</context>
<context>
    <name>ReaderRow</name>
    <message>
        <source>Compared</source>
        <extracomment>State of a key: the user has just said that it is right</extracomment>
        <translation>Porównany</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <extracomment>Button beside a person in a list. %1 is the name</extracomment>
        <translation>Usuń z listy: %1</translation>
    </message>
    <message>
        <source>This name or address can be mistaken for another person&apos;s. Look twice.</source>
        <extracomment>Warning beside a person&apos;s name</extracomment>
        <translation>Tę nazwę lub adres można pomylić z danymi innej osoby. Sprawdź dokładnie.</translation>
    </message>
    <message>
        <source>Known</source>
        <extracomment>Before the fingerprint of the key somebody had until now</extracomment>
        <translation>Znany</translation>
    </message>
    <message>
        <source>The key you know</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>Znany ci klucz</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>Before the fingerprint of the key somebody has now</extracomment>
        <translation>Teraz</translation>
    </message>
    <message>
        <source>The key shown now</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>Klucz pokazany teraz</translation>
    </message>
    <message>
        <source>I have compared this with %1</source>
        <extracomment>Below a fingerprint. %1 is a person&apos;s name</extracomment>
        <translation>Odcisk porównany z osobą: %1</translation>
    </message>
    <message>
        <source>%1 says the new key is right</source>
        <extracomment>Button below two fingerprints. %1 is a person&apos;s name</extracomment>
        <translation>%1 potwierdza nowy klucz</translation>
    </message>
</context>
<context>
    <name>ReadersSheet</name>
    <message>
        <source>Compare each fingerprint with its owner, by telephone or side by side. Whoever is wrong here could read along.</source>
        <extracomment>Under the heading of the question whose keys these are</extracomment>
        <translation>Porównaj każdy odcisk z właścicielem klucza, przez telefon albo na miejscu. Niewłaściwa osoba na tej liście mogłaby czytać razem z wami.</translation>
    </message>
    <message>
        <source>I compared all of them</source>
        <extracomment>Button: says of every key that it was compared</extracomment>
        <translation>Wszystkie są porównane</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
</context>
<context>
    <name>RecipientRow</name>
    <message>
        <source>Leave out %1</source>
        <extracomment>Name of the button that takes somebody out of the list of who can open a file. %1 is a person</extracomment>
        <translation>Pomiń: %1</translation>
    </message>
</context>
<context>
    <name>RemoveAccountSheet</name>
    <message>
        <source>Coffret signs out and forgets on this computer what it kept of this account: its settings, its token or remembered second factor, the fingerprints of colleagues you accepted, and what was noted of signatures. Nothing changes at the server, and your own keys stay.</source>
        <extracomment>Below the question before an account is removed</extracomment>
        <translation>Coffret wyloguje się i zapomni na tym komputerze to, co przechowywał dla tego konta: ustawienia, token lub zapamiętany drugi składnik, zaakceptowane odciski kluczy współpracowników oraz zapiski o podpisach. Na serwerze nic się nie zmieni, a twoje własne klucze pozostaną.</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons while an account is being removed</extracomment>
        <translation>Wylogowywanie…</translation>
    </message>
    <message>
        <source>Remove “%1” from this computer?</source>
        <extracomment>Heading of the question before an account is removed. %1 is its name</extracomment>
        <translation>Usunąć „%1” z tego komputera?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>Button: takes an account off this computer</extracomment>
        <translation>Usuń</translation>
    </message>
</context>
<context>
    <name>RevealTimer</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>Nie ukrywaj</translation>
    </message>
</context>
<context>
    <name>RevisionField</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is decrypted</extracomment>
        <translation>Otwieranie…</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on an earlier value. %1 is its label</extracomment>
        <translation>Ukryj: %1</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Pokaż: %1</translation>
    </message>
</context>
<context>
    <name>RevisionRow</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of values while they are fetched and decrypted</extracomment>
        <translation>Otwieranie…</translation>
    </message>
    <message>
        <source>The one-time code of that time is not shown. Editing with these values keeps the present one.</source>
        <extracomment>Below the earlier values of a secret that had a one-time code then</extracomment>
        <translation>Kod jednorazowy z tamtego czasu nie jest pokazywany. Edycja z tymi wartościami zachowuje obecny.</translation>
    </message>
    <message>
        <source>Edit with these values</source>
        <extracomment>Button: begins an edit with these earlier values</extracomment>
        <translation>Edytuj z tymi wartościami</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <extracomment>Under an earlier state of a secret&apos;s values. %2 is a person, %1 a moment</extracomment>
        <translation>%2, %1</translation>
    </message>
    <message>
        <source>expanded</source>
        <extracomment>Said of an earlier state of a secret&apos;s values: its fields are shown below it, or not</extracomment>
        <translation>rozwinięte</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>zwinięte</translation>
    </message>
</context>
<context>
    <name>RevisionTexts</name>
    <message>
        <source>Being changed on the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has not taken them over yet.</extracomment>
        <translation>Zmiana w toku w systemie docelowym</translation>
    </message>
    <message>
        <source>Confirmed by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has taken them over.</extracomment>
        <translation>Potwierdzone przez system docelowy</translation>
    </message>
    <message>
        <source>Confirmed by the target system, %1</source>
        <translation>Potwierdzone przez system docelowy, %1</translation>
    </message>
    <message>
        <source>Rejected by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open did not take them over.</extracomment>
        <translation>Odrzucone przez system docelowy</translation>
    </message>
    <message>
        <source>Rejected by the target system, %1</source>
        <translation>Odrzucone przez system docelowy, %1</translation>
    </message>
    <message>
        <source>Current values</source>
        <extracomment>The values a secret has now, in the list of its earlier ones.</extracomment>
        <translation>Obecne wartości</translation>
    </message>
    <message>
        <source>Earlier values</source>
        <extracomment>Values that a secret had before, in a list of such.</extracomment>
        <translation>Wcześniejsze wartości</translation>
    </message>
    <message>
        <source>Values until %1</source>
        <extracomment>Values that a secret had before, in a list of such. %1 is the moment when others took their place, for example &quot;2 min ago&quot; or &quot;12 Mar 2024&quot;.</extracomment>
        <translation>Wartości do: %1</translation>
    </message>
</context>
<context>
    <name>RightMenu</name>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder</extracomment>
        <translation>Może czytać</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: change, move, delete</extracomment>
        <translation>Może edytować</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: decide who has access</extracomment>
        <translation>Właściciel</translation>
    </message>
    <message>
        <source>The only owner has to stay</source>
        <extracomment>Menu: takes somebody&apos;s access away, or gives it back; the first when they are the only owner</extracomment>
        <translation>Jedyny właściciel musi pozostać</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>Bez dostępu</translation>
    </message>
    <message>
        <source>Take access away</source>
        <translation>Odbierz dostęp</translation>
    </message>
</context>
<context>
    <name>ScopeChoice</name>
    <message>
        <source>What</source>
        <extracomment>Label of a choice: which secrets are exported</extracomment>
        <translation>Co</translation>
    </message>
</context>
<context>
    <name>SealingPeople</name>
    <message>
        <source>Who else can read them</source>
        <extracomment>Heading above the people whom values are encrypted for, besides the user</extracomment>
        <translation>Kto jeszcze może je odczytać</translation>
    </message>
    <message>
        <source>Nobody but you.</source>
        <extracomment>In place of a list of people</extracomment>
        <translation>Nikt poza tobą.</translation>
    </message>
    <message>
        <source>Add somebody from your GnuPG keyring</source>
        <extracomment>In the field that looks people up in the user&apos;s GnuPG keyring</extracomment>
        <translation>Dodaj kogoś ze swojego zbioru kluczy GnuPG</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>Znalezione</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.key)</source>
        <extracomment>Kind of files in a file dialog</extracomment>
        <translation>Klucze publiczne (*.asc *.gpg *.key)</translation>
    </message>
    <message>
        <source>Or add somebody by a file with their public key</source>
        <extracomment>Label of a field for the path of a file</extracomment>
        <translation>Albo dodaj kogoś, wskazując plik z kluczem publicznym</translation>
    </message>
</context>
<context>
    <name>SealingSheet</name>
    <message>
        <source>Sealed values are encrypted and signed with OpenPGP before they leave, so that the server cannot read them; names, user names and descriptions stay readable for it.</source>
        <extracomment>Under the heading of the sheet about encrypting values with OpenPGP</extracomment>
        <translation>Zapieczętowane wartości są szyfrowane i podpisywane za pomocą OpenPGP, zanim opuszczą ten komputer, więc serwer nie może ich odczytać; nazwy, nazwy użytkowników i opisy pozostają dla niego czytelne.</translation>
    </message>
    <message>
        <source>Seal values of “%1”</source>
        <extracomment>Heading of the sheet about encrypting values with OpenPGP. %1 is the name of an account</extracomment>
        <translation>Pieczętowanie wartości konta „%1”</translation>
    </message>
    <message>
        <source>Unseal existing values…</source>
        <extracomment>Button: everything that was encrypted is written in the clear again, after a question</extracomment>
        <translation>Odpieczętuj istniejące wartości…</translation>
    </message>
    <message>
        <source>Seal existing values…</source>
        <extracomment>Button: everything that is in the clear is encrypted, after a question</extracomment>
        <translation>Zapieczętuj istniejące wartości…</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Seal new and changed values of this account</source>
        <extracomment>Turns on that values are encrypted with OpenPGP</extracomment>
        <translation>Pieczętuj nowe i zmieniane wartości tego konta</translation>
    </message>
    <message>
        <source>Your key, which signs and can always read</source>
        <extracomment>Heading above the user&apos;s OpenPGP keys</extracomment>
        <translation>Twój klucz, który podpisuje i zawsze może odczytać</translation>
    </message>
    <message>
        <source>Reading your GnuPG keyring…</source>
        <extracomment>In place of the user&apos;s OpenPGP keys, while they are read, or when there is none</extracomment>
        <translation>Odczytywanie zbioru kluczy GnuPG…</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>Na tym komputerze nie ma twojego klucza OpenPGP.</translation>
    </message>
</context>
<context>
    <name>SealingTexts</name>
    <message numerus="yes">
        <source>The values of %n secret(s) are written in the clear.</source>
        <extracomment>What taking the encryption back comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Wartości %n sekretu zostaną zapisane jawnie.</numerusform>
            <numerusform>Wartości %n sekretów zostaną zapisane jawnie.</numerusform>
            <numerusform>Wartości %n sekretów zostaną zapisane jawnie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever runs the server can read them then, and nobody&apos;s signature is on them.</source>
        <extracomment>What taking the encryption back comes to.</extracomment>
        <translation>Operator serwera będzie mógł je wtedy odczytać i nie będą miały niczyjego podpisu.</translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you alone.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Wartości %n sekretu zostaną zaszyfrowane tylko dla ciebie.</numerusform>
            <numerusform>Wartości %n sekretów zostaną zaszyfrowane tylko dla ciebie.</numerusform>
            <numerusform>Wartości %n sekretów zostaną zaszyfrowane tylko dla ciebie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you and %1.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets, %1 are names of people.</extracomment>
        <translation>
            <numerusform>Wartości %n sekretu zostaną zaszyfrowane dla ciebie i tych osób: %1.</numerusform>
            <numerusform>Wartości %n sekretów zostaną zaszyfrowane dla ciebie i tych osób: %1.</numerusform>
            <numerusform>Wartości %n sekretów zostaną zaszyfrowane dla ciebie i tych osób: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are signed with your key as they are on the server now.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>Zostaną podpisane twoim kluczem w takiej postaci, w jakiej są teraz na serwerze.</translation>
    </message>
    <message>
        <source>The server, and programs that fetch values from it, can no longer use them. Names, user names and descriptions stay readable.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>Serwer i programy, które pobierają z niego wartości, nie będą już mogły ich używać. Nazwy, nazwy użytkowników i opisy pozostają czytelne.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Bez zmian, bo już tak jest: %n sekret.</numerusform>
            <numerusform>Bez zmian, bo już tak jest: %n sekrety.</numerusform>
            <numerusform>Bez zmian, bo już tak jest: %n sekretów.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n sekretu nie możesz zmienić; pozostanie bez zmian.</numerusform>
            <numerusform>%n sekretów nie możesz zmienić; pozostaną bez zmian.</numerusform>
            <numerusform>%n sekretów nie możesz zmienić; pozostaną bez zmian.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) need approval or a check-out and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n sekret wymaga zatwierdzenia lub wypożyczenia i pozostanie bez zmian.</numerusform>
            <numerusform>%n sekrety wymagają zatwierdzenia lub wypożyczenia i pozostaną bez zmian.</numerusform>
            <numerusform>%n sekretów wymaga zatwierdzenia lub wypożyczenia i pozostanie bez zmian.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) would become too long for the server.</source>
        <extracomment>What sealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n sekret byłby za długi dla serwera.</numerusform>
            <numerusform>%n sekrety byłyby za długie dla serwera.</numerusform>
            <numerusform>%n sekretów byłoby za długich dla serwera.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) hold what nobody vouches for: look at them and save them yourself.</source>
        <extracomment>What sealing or unsealing comes to: nobody known has signed what they hold. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n sekret zawiera coś, za co nikt nie ręczy: sprawdź go i zapisz samodzielnie.</numerusform>
            <numerusform>%n sekrety zawierają coś, za co nikt nie ręczy: sprawdź je i zapisz samodzielnie.</numerusform>
            <numerusform>%n sekretów zawiera coś, za co nikt nie ręczy: sprawdź je i zapisz samodzielnie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be read.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>Nie udało się odczytać %n sekretu.</numerusform>
            <numerusform>Nie udało się odczytać %n sekretów.</numerusform>
            <numerusform>Nie udało się odczytać %n sekretów.</numerusform>
        </translation>
    </message>
    <message>
        <source>This account holds no secrets.</source>
        <extracomment>Instead of sealing or unsealing.</extracomment>
        <translation>To konto nie zawiera sekretów.</translation>
    </message>
    <message>
        <source>Seal existing values?</source>
        <extracomment>Headings of the questions before the values of an account are encrypted with OpenPGP, or no longer.</extracomment>
        <translation>Zapieczętować istniejące wartości?</translation>
    </message>
    <message>
        <source>Unseal all values?</source>
        <translation>Odpieczętować wszystkie wartości?</translation>
    </message>
    <message>
        <source>Seal values</source>
        <extracomment>Buttons: encrypts values with OpenPGP, or writes them in the clear.</extracomment>
        <translation>Zapieczętuj wartości</translation>
    </message>
    <message>
        <source>Unseal values</source>
        <translation>Odpieczętuj wartości</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <extracomment>Name of the button that empties the search field</extracomment>
        <translation>Wyczyść wyszukiwanie</translation>
    </message>
</context>
<context>
    <name>SecondFactorSheet</name>
    <message>
        <source>It offers no way that Coffret knows. Sign in with a browser, or ask whoever runs the server.</source>
        <extracomment>Under the heading of the question for a second factor</extracomment>
        <translation>Serwer nie oferuje żadnego sposobu znanego programowi Coffret. Zaloguj się w przeglądarce albo zapytaj operatora serwera.</translation>
    </message>
    <message>
        <source>Duo asks in your browser. When it is done, paste the address the browser ended at.</source>
        <translation>Duo pyta w przeglądarce. Po zakończeniu wklej adres, na którym przeglądarka się zatrzymała.</translation>
    </message>
    <message>
        <source>Put the keyboard into the field and touch your YubiKey.</source>
        <translation>Ustaw kursor w polu i dotknij klucza YubiKey.</translation>
    </message>
    <message>
        <source>Type the code your authenticator app shows now.</source>
        <translation>Wpisz kod, który pokazuje teraz twoja aplikacja uwierzytelniająca.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>Beside the buttons while the server checks an answer</extracomment>
        <translation>Sprawdzanie…</translation>
    </message>
    <message>
        <source>%1 asks for a second factor</source>
        <extracomment>Heading of the question for a second factor. %1 is the name of an account</extracomment>
        <translation>Konto „%1” wymaga drugiego składnika</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: does not sign in</extracomment>
        <translation>Nie teraz</translation>
    </message>
    <message>
        <source>Sign in</source>
        <extracomment>Button: answers the question for a second factor</extracomment>
        <translation>Zaloguj się</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of the field for a one-time code</extracomment>
        <translation>Kod jednorazowy</translation>
    </message>
    <message>
        <source>YubiKey</source>
        <extracomment>Label of the field a YubiKey writes into</extracomment>
        <translation>YubiKey</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <extracomment>Button: goes on in the browser</extracomment>
        <translation>Otwórz przeglądarkę</translation>
    </message>
    <message>
        <source>Address from the browser</source>
        <extracomment>Label of the field for the address the browser ended at</extracomment>
        <translation>Adres z przeglądarki</translation>
    </message>
    <message>
        <source>Do not ask again on this computer for a month</source>
        <extracomment>Below the field for a second factor</extracomment>
        <translation>Nie pytaj ponownie na tym komputerze przez miesiąc</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hidden</source>
        <extracomment>Said of a field of a form whose value is masked</extracomment>
        <translation>Wartość ukryta</translation>
    </message>
    <message>
        <source>Show %1</source>
        <extracomment>Name of the button on a field of a form. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Pokaż: %1</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>Ukryj: %1</translation>
    </message>
</context>
<context>
    <name>SecretList</name>
    <message>
        <source>Secrets</source>
        <extracomment>Accessible name of the list of secrets</extracomment>
        <translation>Sekrety</translation>
    </message>
</context>
<context>
    <name>SecretMarkers</name>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Dostęp wymaga zatwierdzenia</translation>
    </message>
    <message>
        <source>Has a one-time code</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Ma kod jednorazowy</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>Ulubiony</translation>
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
        <translation>Edytuj</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Przenieś do…</translation>
    </message>
    <message>
        <source>Add tag…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Dodaj etykietę…</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>Porównaj środowiska…</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>Ustaw wartość w środowiskach…</translation>
    </message>
    <message>
        <source>Expires in 90 days</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Wygasa za 90 dni</translation>
    </message>
    <message>
        <source>Mark as expired</source>
        <extracomment>Menu of a secret: its value should be replaced at once</extracomment>
        <translation>Oznacz jako wygasły</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire</extracomment>
        <translation>Nie ustawiono daty</translation>
    </message>
    <message>
        <source>Never expires</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Nigdy nie wygasa</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>Key that deletes, in a menu</extracomment>
        <translation>Del</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>Usuń…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <extracomment>Key that shows a value in large type, in a menu</extracomment>
        <translation>Ctrl+Shift+L</translation>
    </message>
    <message>
        <source>Large type</source>
        <extracomment>Menu of a secret: shows its value very big, each character with its number</extracomment>
        <translation>Pokaż w powiększeniu</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Q</source>
        <extracomment>Key that shows a value as a QR code, in a menu</extracomment>
        <translation>Ctrl+Shift+Q</translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <extracomment>Menu of a secret: shows its value as a QR code, for a camera</extracomment>
        <translation>Pokaż jako kod QR</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <extracomment>Key that duplicates, in a menu</extracomment>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <extracomment>Menu of a secret: begins a new one that holds the same</extracomment>
        <translation>Duplikuj…</translation>
    </message>
</context>
<context>
    <name>ServerIdentitySheet</name>
    <message>
        <source>Either it was renewed, or somebody stands between you and the server. Nothing is sent until you know which. Ask whoever runs the server for the new fingerprint, over another way than this server.</source>
        <extracomment>Below the heading, when a server&apos;s key or certificate is another one than before</extracomment>
        <translation>Albo został odnowiony, albo ktoś stoi między tobą a serwerem. Nic nie zostanie wysłane, dopóki nie będzie wiadomo, co jest prawdą. Poproś operatora serwera o nowy odcisk, inną drogą niż przez ten serwer.</translation>
    </message>
    <message>
        <source>“%1” shows another certificate</source>
        <extracomment>Heading, when a server&apos;s key or certificate is another one than before. %1 is the name of an account</extracomment>
        <translation>„%1” pokazuje inny certyfikat</translation>
    </message>
    <message>
        <source>“%1” shows another OpenPGP key</source>
        <translation>„%1” pokazuje inny klucz OpenPGP</translation>
    </message>
    <message>
        <source>Do not sign in</source>
        <extracomment>Button: a server&apos;s new fingerprint is not accepted</extracomment>
        <translation>Nie loguj się</translation>
    </message>
    <message>
        <source>Compare and sign in</source>
        <extracomment>Button: compares what was typed, and accepts a server&apos;s new fingerprint if it agrees</extracomment>
        <translation>Porównaj i zaloguj się</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint that was accepted before</extracomment>
        <translation>Zaakceptowany wcześniej</translation>
    </message>
    <message>
        <source>Shown now</source>
        <extracomment>Above the fingerprint that the server shows now</extracomment>
        <translation>Pokazany teraz</translation>
    </message>
    <message>
        <source>Paste the fingerprint you were told, not the one shown above. If both agree, it is accepted from now on.</source>
        <extracomment>Help under the field for a server&apos;s new fingerprint</extracomment>
        <translation>Wklej odcisk podany przez operatora, a nie ten pokazany powyżej. Jeśli się zgadzają, będzie odtąd akceptowany.</translation>
    </message>
    <message>
        <source>Fingerprint you were told</source>
        <extracomment>Label of the field for a server&apos;s new fingerprint</extracomment>
        <translation>Odcisk podany przez operatora</translation>
    </message>
</context>
<context>
    <name>ServerStep</name>
    <message>
        <source>Link from an e-mail</source>
        <extracomment>Label of the server address field; of the same field when a link is asked for</extracomment>
        <translation>Odnośnik z e-maila</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Adres serwera</translation>
    </message>
    <message>
        <source>Passbolt sends one to set an account up, and one to get back to it. Whoever has the link can do that, so Coffret keeps it only until it is used.</source>
        <translation>Passbolt wysyła jeden odnośnik do skonfigurowania konta i jeden do odzyskania dostępu. Może to zrobić każdy, kto ma odnośnik, więc Coffret przechowuje go tylko do chwili użycia.</translation>
    </message>
    <message>
        <source>Coffret talks HTTPS only and checks the server&apos;s certificate before anything else.</source>
        <translation>Coffret łączy się tylko przez HTTPS i zaczyna od sprawdzenia certyfikatu serwera.</translation>
    </message>
    <message>
        <source>Paste the link</source>
        <translation>Wklej odnośnik</translation>
    </message>
    <message>
        <source>Which server?</source>
        <translation>Który serwer?</translation>
    </message>
    <message>
        <source>A link from a Passbolt e-mail can be pasted here too.</source>
        <extracomment>Help under the server address field</extracomment>
        <translation>Można tu też wkleić odnośnik z e-maila Passbolt.</translation>
    </message>
    <message>
        <source>https://vault.example.com</source>
        <extracomment>Example in the server address field; keep the address</extracomment>
        <translation>https://vault.example.com</translation>
    </message>
    <message>
        <source>Link to get back to your account</source>
        <extracomment>What was recognised in the pasted text</extracomment>
        <translation>Odnośnik przywracający dostęp do konta</translation>
    </message>
    <message>
        <source>Link to set up your account</source>
        <translation>Odnośnik do skonfigurowania konta</translation>
    </message>
    <message>
        <source>Use another</source>
        <extracomment>Button that forgets the pasted link</extracomment>
        <translation>Użyj innego</translation>
    </message>
    <message>
        <source>The link names it. Nothing is sent there before you go on.</source>
        <extracomment>Sentence under the heading of the address screen; once a link was taken; when one is asked for</extracomment>
        <translation>Wskazuje go link. Nic nie zostanie tam wysłane, zanim przejdziesz dalej.</translation>
    </message>
    <message>
        <source>Is this the server?</source>
        <extracomment>Heading of the screen that asks for the server&apos;s address; once a link was taken; when one is asked for</extracomment>
        <translation>Czy to ten serwer?</translation>
    </message>
</context>
<context>
    <name>ServerSteps</name>
    <message>
        <source>Expanded</source>
        <extracomment>What a screen reader says of a heading that shows or hides what is below it</extracomment>
        <translation>Rozwinięte</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>Zwinięte</translation>
    </message>
    <message>
        <source>If something does not work on your server</source>
        <extracomment>Heading above what can be switched off for servers that do not offer it</extracomment>
        <translation>Gdy coś nie działa na Twoim serwerze</translation>
    </message>
    <message>
        <source>Not every server offers all of these. Switch off what yours does not do. What it refused before is tried again after saving.</source>
        <extracomment>Above what can be switched off for servers that do not offer it</extracomment>
        <translation>Nie każdy serwer oferuje to wszystko. Wyłącz to, czego Twój nie robi. To, co wcześniej odrzucił, zostanie ponowione po zapisaniu.</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n sekunda</numerusform>
            <numerusform>%n sekundy</numerusform>
            <numerusform>%n sekund</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>A choice in the settings: Coffret does not lock by itself.</extracomment>
        <translation>Nigdy</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n minuta</numerusform>
            <numerusform>%n minuty</numerusform>
            <numerusform>%n minut</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>A choice in the settings: the size of text. %1 is a number, followed by a percent sign.</extracomment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Another program has these keys already. Choose others.</source>
        <extracomment>Below a setting: why chosen keys do not work.</extracomment>
        <translation>Inny program ma już te klawisze. Wybierz inne.</translation>
    </message>
    <message>
        <source>Choose a letter, a digit or Space together with Ctrl, Alt or Meta, or a function key.</source>
        <extracomment>Below a setting: why chosen keys do not work. The names are those of keys.</extracomment>
        <translation>Wybierz literę, cyfrę lub spację razem z Ctrl, Alt lub Meta albo klawisz funkcyjny.</translation>
    </message>
    <message>
        <source>This desktop gives its keys to no program. In its own settings, let a shortcut start “coffret --quick”.</source>
        <extracomment>Below a setting: why keys do not work. The words in quotes are a command.</extracomment>
        <translation>Ten pulpit nie oddaje swoich klawiszy żadnemu programowi. W jego ustawieniach przypisz skrótowi polecenie „coffret --quick”.</translation>
    </message>
    <message>
        <source>The desktop does not give these keys. Allow them in its own settings, or choose others here.</source>
        <extracomment>Below a setting: why chosen keys do not work.</extracomment>
        <translation>Środowisko graficzne nie oddaje tych klawiszy. Pozwól na nie w jego ustawieniach albo wybierz tu inne.</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Changes work at once and are kept.</source>
        <extracomment>Beside the buttons of the settings</extracomment>
        <translation>Zmiany działają od razu i są zapamiętywane.</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Heading of the settings</extracomment>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Search settings</source>
        <extracomment>Name of the field that searches the settings</extracomment>
        <translation>Szukaj ustawień</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty field that searches the settings</extracomment>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Settings of one account are in its options.</source>
        <extracomment>In place of the settings</extracomment>
        <translation>Ustawienia pojedynczego konta są w jego opcjach.</translation>
    </message>
    <message>
        <source>No setting is about that</source>
        <extracomment>In place of the settings</extracomment>
        <translation>Żadne ustawienie tego nie dotyczy</translation>
    </message>
</context>
<context>
    <name>SetupFooter</name>
    <message>
        <source>Import and sign in</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Importuj i zaloguj się</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Zaloguj się</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Wstecz</translation>
    </message>
    <message>
        <source>Working…</source>
        <extracomment>Beside the button while the program waits for the server or for gpg</extracomment>
        <translation>Trwa przetwarzanie…</translation>
    </message>
    <message>
        <source>Not with another key than the one in your account kit</source>
        <extracomment>Beside the button that goes on, which cannot be pressed</extracomment>
        <translation>Nie z innym kluczem niż ten w pakiecie konta</translation>
    </message>
    <message>
        <source>Show my secrets</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>Pokaż moje sekrety</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Dalej</translation>
    </message>
</context>
<context>
    <name>SharedKeySheet</name>
    <message>
        <source>Names and details of shared secrets are encrypted for this key. Whoever made it can read all that is written with it, so compare its fingerprint with an administrator, over another way than this server.</source>
        <extracomment>Below the heading, when the server names a new shared key</extracomment>
        <translation>Nazwy i szczegóły udostępnianych sekretów są szyfrowane tym kluczem. Kto go utworzył, może odczytać wszystko, co zostanie nim zaszyfrowane, więc porównaj jego odcisk z administratorem, inną drogą niż przez ten serwer.</translation>
    </message>
    <message>
        <source>A new shared key</source>
        <extracomment>Heading, when the server names a new shared key</extracomment>
        <translation>Nowy wspólny klucz</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: a new shared key is not accepted</extracomment>
        <translation>Nie teraz</translation>
    </message>
    <message>
        <source>Accept</source>
        <extracomment>Button: accepts a new shared key</extracomment>
        <translation>Zaakceptuj</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint of the shared key that was accepted before</extracomment>
        <translation>Zaakceptowany wcześniej</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Above the fingerprint of a new shared key</extracomment>
        <translation>Nowy</translation>
    </message>
    <message>
        <source>I compared the new fingerprint with an administrator</source>
        <extracomment>Beside a box to be checked before a new shared key can be accepted</extracomment>
        <translation>Nowy odcisk porównany z administratorem</translation>
    </message>
</context>
<context>
    <name>ShowcaseButtons</name>
    <message>
        <source>Copy %1 as…</source>
        <extracomment>Name of the button on a field that offers ways to copy it. %1 is the field&apos;s label, for example Token</extracomment>
        <translation>%1: kopiuj jako…</translation>
    </message>
    <message>
        <source>Show %1 as QR code</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Pokaż jako kod QR: %1</translation>
    </message>
    <message>
        <source>Show %1 in large type</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>Pokaż w powiększeniu: %1</translation>
    </message>
</context>
<context>
    <name>ShowcaseSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a value in large type or a QR code</extracomment>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>This value is too long for a QR code.</source>
        <extracomment>In place of a QR code</extracomment>
        <translation>Ta wartość jest za długa na kod QR.</translation>
    </message>
    <message>
        <source>Show it anyway</source>
        <extracomment>Button: shows a value as a QR code whose signature is missing or not expected</extracomment>
        <translation>Pokaż mimo to</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>All secrets</source>
        <extracomment>Smart list in the sidebar: every secret of the account.</extracomment>
        <translation>Wszystkie sekrety</translation>
    </message>
    <message>
        <source>Favourites</source>
        <extracomment>Smart list in the sidebar.</extracomment>
        <translation>Ulubione</translation>
    </message>
    <message>
        <source>Recent</source>
        <extracomment>Smart list in the sidebar: the secrets that were changed last.</extracomment>
        <translation>Ostatnie</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Smart list in the sidebar: secrets that the user has checked out at present.</extracomment>
        <translation>Wypożyczone</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Smart list in the sidebar: secrets that belong to somebody else.</extracomment>
        <translation>Udostępnione mi</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Smart list in the sidebar: secrets that have expired or soon will.</extracomment>
        <translation>Wygasające</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Smart list in the sidebar: secrets with a signature problem, an unknown type, without a value and so on.</extracomment>
        <translation>Wymagające uwagi</translation>
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
        <translation>Synchronizuj teraz</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <extracomment>Key that locks, beside the button&apos;s name</extracomment>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Name of the button that locks every account</extracomment>
        <translation>Zablokuj</translation>
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
        <translation>Typy</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etykiety</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Foldery</translation>
    </message>
</context>
<context>
    <name>SidebarRow</name>
    <message numerus="yes">
        <source>%1, %n secret(s)</source>
        <extracomment>Accessible name of a row of the sidebar: its name and how many secrets it holds</extracomment>
        <translation>
            <numerusform>%1, %n sekret</numerusform>
            <numerusform>%1, %n sekrety</numerusform>
            <numerusform>%1, %n sekretów</numerusform>
        </translation>
    </message>
    <message>
        <source>Level %1, %2 of %3</source>
        <extracomment>Accessible description of a row of the tree. %1 is its depth, 1 at the top; it is number %2 of %3 there</extracomment>
        <translation>Poziom %1, %2 z %3</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, expanded</source>
        <extracomment>The same, of a row with others below it that are shown</extracomment>
        <translation>Poziom %1, %2 z %3, rozwinięty</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, collapsed</source>
        <extracomment>The same, of a row with others below it that are hidden</extracomment>
        <translation>Poziom %1, %2 z %3, zwinięty</translation>
    </message>
</context>
<context>
    <name>SidebarTree</name>
    <message>
        <source>Lists and folders</source>
        <extracomment>Accessible name of the tree in the sidebar</extracomment>
        <translation>Listy i foldery</translation>
    </message>
</context>
<context>
    <name>SshKeyFacts</name>
    <message>
        <source>Comment %1</source>
        <extracomment>What a screen reader says before the comment of an SSH key</extracomment>
        <translation>Komentarz: %1</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <extracomment>What a screen reader says before a fingerprint</extracomment>
        <translation>Odcisk: %1</translation>
    </message>
    <message>
        <source>Its type and fingerprint are seen when it is opened.</source>
        <extracomment>In place of an SSH key&apos;s type and fingerprint</extracomment>
        <translation>Jego typ i odcisk będą widoczne po otwarciu.</translation>
    </message>
</context>
<context>
    <name>SshKeyHelper</name>
    <message>
        <source>About this key</source>
        <extracomment>Accessible name of the part of a form that says what a private key is</extracomment>
        <translation>O tym kluczu</translation>
    </message>
    <message>
        <source>Looking at the key…</source>
        <extracomment>Under a private key in a form, for a moment</extracomment>
        <translation>Sprawdzanie klucza…</translation>
    </message>
    <message>
        <source>Add the passphrase</source>
        <extracomment>Button: a field for the passphrase is added to the form</extracomment>
        <translation>Dodaj hasło klucza</translation>
    </message>
    <message>
        <source>Servers that have it do not let the private key in.</source>
        <extracomment>After the sentence that the public key in a form belongs to another key</extracomment>
        <translation>Serwery, które go mają, nie wpuszczą nikogo z tym kluczem prywatnym.</translation>
    </message>
    <message>
        <source>The public key below does not belong to this private key.</source>
        <extracomment>About the two halves of an SSH key in a form</extracomment>
        <translation>Poniższy klucz publiczny nie należy do tego klucza prywatnego.</translation>
    </message>
    <message>
        <source>Put in the right one</source>
        <extracomment>Button: the public key that belongs to the private one takes the other&apos;s place</extracomment>
        <translation>Wstaw właściwy</translation>
    </message>
    <message>
        <source>Its passphrase is removed as well. Nothing is saved yet.</source>
        <extracomment>After the question whether to put the key of a file in the place of another</extracomment>
        <translation>Zniknie też jego hasło. Nic jeszcze nie zapisano.</translation>
    </message>
    <message>
        <source>Replace the private key that is here by the one in the file?</source>
        <extracomment>Question: a file with a private key was chosen, and the form has one already</extracomment>
        <translation>Zastąpić obecny klucz prywatny kluczem z pliku?</translation>
    </message>
    <message>
        <source>Replace it</source>
        <extracomment>Button: puts another key in the place of the one in the form</extracomment>
        <translation>Zastąp</translation>
    </message>
    <message>
        <source>Keep it</source>
        <extracomment>Button: the key in the form stays</extracomment>
        <translation>Zachowaj</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <extracomment>Button: takes a private key from a file</extracomment>
        <translation>Wybierz plik…</translation>
    </message>
    <message>
        <source>Generate key…</source>
        <extracomment>Button: makes a new SSH key</extracomment>
        <translation>Wygeneruj klucz…</translation>
    </message>
    <message>
        <source>or paste it, or drop its file here</source>
        <extracomment>Beside the buttons that choose or make a private key</extracomment>
        <translation>albo wklej klucz lub upuść tu jego plik</translation>
    </message>
    <message>
        <source>Private keys (id_* *.pem *.key *.ppk)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>Klucze prywatne (id_* *.pem *.key *.ppk)</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>Klucz prywatny</translation>
    </message>
</context>
<context>
    <name>SshKeyPane</name>
    <message>
        <source>SSH key</source>
        <extracomment>Accessible name of the part about an SSH key</extracomment>
        <translation>Klucz SSH</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <extracomment>Button: uses a key whose signature is missing or not expected</extracomment>
        <translation>Użyj mimo to</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <extracomment>Button: does not use a key</extracomment>
        <translation>Nie używaj</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>Button: copies the public half of an SSH key</extracomment>
        <translation>Kopiuj klucz publiczny</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>Button: asks for how long a key goes into the SSH agent, whose name is ssh-agent</extracomment>
        <translation>Dodaj do ssh-agent…</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>Button: takes a key out of the SSH agent</extracomment>
        <translation>Usuń z ssh-agent</translation>
    </message>
</context>
<context>
    <name>SshKeySheet</name>
    <message>
        <source>It is made on this computer and goes into the form; nothing is saved before you save.</source>
        <extracomment>Under the heading of the sheet that makes an SSH key</extracomment>
        <translation>Klucz powstaje na tym komputerze i trafia do formularza; nic nie zostanie zapisane, dopóki nie zapiszesz sekretu.</translation>
    </message>
    <message>
        <source>Generate an SSH key</source>
        <extracomment>Heading of the sheet that makes an SSH key</extracomment>
        <translation>Wygeneruj klucz SSH</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Generating…</source>
        <extracomment>Buttons that make an SSH key: while it is made, in the place of another, and else</extracomment>
        <translation>Generowanie…</translation>
    </message>
    <message>
        <source>Generate and replace</source>
        <translation>Wygeneruj i zastąp</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Wygeneruj</translation>
    </message>
    <message>
        <source>Servers that know only the old one do not let the new one in.</source>
        <extracomment>After the sentence that a private key is replaced</extracomment>
        <translation>Serwery, które znają tylko stary klucz, nie przyjmą nowego.</translation>
    </message>
    <message>
        <source>The new key takes the place of the one in the form.</source>
        <extracomment>Warning in the sheet that makes an SSH key</extracomment>
        <translation>Nowy klucz zastąpi klucz w formularzu.</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>Accessible name of the choice of a type of SSH key</extracomment>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Ends the public key, so that people see whose it is.</source>
        <extracomment>Help under the comment of an SSH key that is made</extracomment>
        <translation>Stoi na końcu klucza publicznego, aby było widać, czyj to klucz.</translation>
    </message>
    <message>
        <source>Comment</source>
        <extracomment>Label of the comment of an SSH key that is made</extracomment>
        <translation>Komentarz</translation>
    </message>
    <message>
        <source>Optional: encrypts the key once more. It is kept in the passphrase field of this secret.</source>
        <extracomment>Help under the passphrase of an SSH key that is made</extracomment>
        <translation>Opcjonalnie: dodatkowo szyfruje klucz. Jest przechowywane w polu „Hasło klucza” tego sekretu.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of the passphrase of an SSH key that is made</extracomment>
        <translation>Hasło klucza</translation>
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
        <translation>Odcisk: %1</translation>
    </message>
</context>
<context>
    <name>SshKeyTexts</name>
    <message>
        <source>%1, %2 bits</source>
        <extracomment>What an SSH key is. %1 is the name of its type, for example Ed25519 or RSA; there are always many bits.</extracomment>
        <translation>%1, %2-bitowy</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>About what was pasted or chosen as an SSH key. Here and below: what it is, then the next step.</extracomment>
        <translation>To nie jest klucz prywatny.</translation>
    </message>
    <message>
        <source>Paste all of the file, with its first and last line, or choose the file itself.</source>
        <translation>Wklej całą zawartość pliku, z pierwszym i ostatnim wierszem, albo wybierz sam plik.</translation>
    </message>
    <message>
        <source>This is the public half of a key.</source>
        <translation>To jest publiczna połowa klucza.</translation>
    </message>
    <message>
        <source>The private half belongs here: the file of the same name without “.pub”.</source>
        <translation>Tutaj należy podać połowę prywatną: plik o tej samej nazwie bez „.pub”.</translation>
    </message>
    <message>
        <source>This is a certificate, not a private key.</source>
        <translation>To jest certyfikat, a nie klucz prywatny.</translation>
    </message>
    <message>
        <source>Choose the private key that the certificate was made for.</source>
        <translation>Wybierz klucz prywatny, dla którego wystawiono certyfikat.</translation>
    </message>
    <message>
        <source>This is an OpenPGP key, not an SSH key.</source>
        <translation>To jest klucz OpenPGP, a nie klucz SSH.</translation>
    </message>
    <message>
        <source>Keep it in GnuPG. For SSH, generate a key here or choose another file.</source>
        <translation>Przechowuj go w GnuPG. Dla SSH wygeneruj klucz tutaj albo wybierz inny plik.</translation>
    </message>
    <message>
        <source>This private key is damaged or not complete.</source>
        <translation>Ten klucz prywatny jest uszkodzony albo niepełny.</translation>
    </message>
    <message>
        <source>Paste all of the file, from its first to its last line.</source>
        <translation>Wklej całą zawartość pliku, od pierwszego do ostatniego wiersza.</translation>
    </message>
    <message>
        <source>This is too large for a private key.</source>
        <translation>To jest za duże na klucz prywatny.</translation>
    </message>
    <message>
        <source>Choose the file that has the key and nothing else.</source>
        <translation>Wybierz plik, w którym jest tylko klucz.</translation>
    </message>
    <message>
        <source>This key is of a security key (FIDO), and of no use without it.</source>
        <translation>Ten klucz jest powiązany z kluczem sprzętowym (FIDO) i bez niego jest bezużyteczny.</translation>
    </message>
    <message>
        <source>It can be kept here as it is. To use it, load it with ssh-add.</source>
        <translation>Można go tu przechowywać w tej postaci. Aby go użyć, załaduj go poleceniem ssh-add.</translation>
    </message>
    <message>
        <source>This is a DSA key, which SSH does not accept any more.</source>
        <translation>To jest klucz DSA, którego SSH już nie przyjmuje.</translation>
    </message>
    <message>
        <source>Generate an Ed25519 key, and put its public key where the old one was.</source>
        <translation>Wygeneruj klucz Ed25519 i umieść jego klucz publiczny tam, gdzie był stary.</translation>
    </message>
    <message>
        <source>Coffret cannot read this kind of key.</source>
        <translation>Coffret nie potrafi odczytać klucza tego rodzaju.</translation>
    </message>
    <message>
        <source>It can be kept here as it is. “ssh-keygen -p -f FILE” writes many keys in a form that can be read.</source>
        <translation>Można go tu przechowywać w tej postaci. Polecenie „ssh-keygen -p -f PLIK” zapisuje wiele kluczy w postaci, którą można odczytać.</translation>
    </message>
    <message>
        <source>This key is in PuTTY&apos;s format, and puttygen is not installed.</source>
        <translation>Ten klucz jest w formacie PuTTY, a program puttygen nie jest zainstalowany.</translation>
    </message>
    <message>
        <source>Install the package putty-tools, then paste the key again.</source>
        <translation>Zainstaluj pakiet putty-tools, a potem wklej klucz ponownie.</translation>
    </message>
    <message>
        <source>This key is encrypted with a passphrase.</source>
        <translation>Ten klucz jest zaszyfrowany hasłem.</translation>
    </message>
    <message>
        <source>Enter the passphrase to see that the key is whole.</source>
        <translation>Wpisz hasło klucza, aby sprawdzić, czy klucz jest kompletny.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <translation>Hasło klucza nie otwiera klucza prywatnego.</translation>
    </message>
    <message>
        <source>Look for capital letters and the keyboard layout, or whether it belongs to another key.</source>
        <translation>Sprawdź wielkość liter i układ klawiatury oraz czy hasło nie należy do innego klucza.</translation>
    </message>
    <message>
        <source>The SSH agent takes no key that asks before each use.</source>
        <translation>Agent SSH nie przyjmuje kluczy, które pytają przed każdym użyciem.</translation>
    </message>
    <message>
        <source>Add the key without “Confirm each use”, or start the ssh-agent of OpenSSH.</source>
        <translation>Dodaj klucz bez opcji „Potwierdzaj każde użycie” albo uruchom ssh-agent z OpenSSH.</translation>
    </message>
    <message>
        <source>The agent is gpg-agent, which would keep the key on disk for good.</source>
        <translation>Agentem jest gpg-agent, który zachowałby klucz na dysku na stałe.</translation>
    </message>
    <message>
        <source>Start the ssh-agent of OpenSSH, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Uruchom ssh-agent z OpenSSH, upewnij się, że wskazuje go SSH_AUTH_SOCK, i uruchom Coffret ponownie.</translation>
    </message>
    <message>
        <source>The SSH agent does not answer.</source>
        <translation>Agent SSH nie odpowiada.</translation>
    </message>
    <message>
        <source>Look for a window in which it asks something, then try again.</source>
        <translation>Poszukaj okna, w którym o coś pyta, a potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>What SSH_AUTH_SOCK names is not an SSH agent.</source>
        <translation>To, co wskazuje SSH_AUTH_SOCK, nie jest agentem SSH.</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Uruchom ssh-agent, upewnij się, że wskazuje go SSH_AUTH_SOCK, i uruchom Coffret ponownie.</translation>
    </message>
    <message>
        <source>The agent has this key already, and not from Coffret.</source>
        <translation>Agent ma już ten klucz, ale nie od programu Coffret.</translation>
    </message>
    <message>
        <source>It can be used as it is. To have Coffret limit it, take it out with “ssh-add -d” first.</source>
        <translation>Można go używać w tej postaci. Aby Coffret mógł ograniczyć jego użycie, najpierw usuń go z agenta poleceniem „ssh-add -d”.</translation>
    </message>
</context>
<context>
    <name>StepMarks</name>
    <message>
        <source>Step %1 of %2</source>
        <extracomment>Accessible name of the setup&apos;s progress. %1 and %2 are numbers</extracomment>
        <translation>Krok %1 z %2</translation>
    </message>
</context>
<context>
    <name>StrengthBar</name>
    <message>
        <source>Strength: %1. %2</source>
        <extracomment>What a screen reader says of a password. %1 is a word such as Strong, %2 a sentence about how long guessing takes</extracomment>
        <translation>Siła: %1. %2</translation>
    </message>
</context>
<context>
    <name>StrengthTexts</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of seconds.</extracomment>
        <translation>
            <numerusform>%n sekundy</numerusform>
            <numerusform>%n sekund</numerusform>
            <numerusform>%n sekund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of minutes.</extracomment>
        <translation>
            <numerusform>%n minuty</numerusform>
            <numerusform>%n minut</numerusform>
            <numerusform>%n minut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of hours.</extracomment>
        <translation>
            <numerusform>%n godziny</numerusform>
            <numerusform>%n godzin</numerusform>
            <numerusform>%n godzin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of days.</extracomment>
        <translation>
            <numerusform>%n dnia</numerusform>
            <numerusform>%n dni</numerusform>
            <numerusform>%n dni</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of months.</extracomment>
        <translation>
            <numerusform>%n miesiąca</numerusform>
            <numerusform>%n miesięcy</numerusform>
            <numerusform>%n miesięcy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of years, at most 100.</extracomment>
        <translation>
            <numerusform>%n roku</numerusform>
            <numerusform>%n lat</numerusform>
            <numerusform>%n lat</numerusform>
        </translation>
    </message>
    <message>
        <source>Very weak</source>
        <extracomment>How strong a password is, the first of five.</extracomment>
        <translation>Bardzo słabe</translation>
    </message>
    <message>
        <source>Weak</source>
        <extracomment>How strong a password is, the second of five.</extracomment>
        <translation>Słabe</translation>
    </message>
    <message>
        <source>Fair</source>
        <extracomment>How strong a password is, the third of five.</extracomment>
        <translation>Przeciętne</translation>
    </message>
    <message>
        <source>Strong</source>
        <extracomment>How strong a password is, the fourth of five.</extracomment>
        <translation>Silne</translation>
    </message>
    <message>
        <source>Very strong</source>
        <extracomment>How strong a password is, the last of five.</extracomment>
        <translation>Bardzo silne</translation>
    </message>
    <message>
        <source>Guessed at once from a stolen copy.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>Odgadnięcie z wykradzionej kopii jest natychmiastowe.</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes centuries.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>Odgadnięcie z wykradzionej kopii zajmuje stulecia.</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes about %1.</source>
        <extracomment>How long guessing a password takes. %1 is a time, such as &quot;3 hours&quot;.</extracomment>
        <translation>Odgadnięcie z wykradzionej kopii zajmuje około %1.</translation>
    </message>
    <message>
        <source>%1 bits of entropy</source>
        <extracomment>How many equally likely passwords there are, as the exponent of two. %1 is a number such as 131.1</extracomment>
        <translation>%1 bita entropii</translation>
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
        <translation>Kolor</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>Accessible name of the row of colours a secret can have</extracomment>
        <translation>Kolory</translation>
    </message>
</context>
<context>
    <name>SymbolTexts</name>
    <message>
        <source>Key</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Klucz</translation>
    </message>
    <message>
        <source>Globe</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Globus</translation>
    </message>
    <message>
        <source>Person</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Osoba</translation>
    </message>
    <message>
        <source>Speech bubble</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Dymek</translation>
    </message>
    <message>
        <source>Envelope</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Koperta</translation>
    </message>
    <message>
        <source>Inbox</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Skrzynka odbiorcza</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Serwer</translation>
    </message>
    <message>
        <source>Database</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Baza danych</translation>
    </message>
    <message>
        <source>Terminal</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Screen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Ekran</translation>
    </message>
    <message>
        <source>Printer</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Drukarka</translation>
    </message>
    <message>
        <source>Chip</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Układ scalony</translation>
    </message>
    <message>
        <source>Disc</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Dysk</translation>
    </message>
    <message>
        <source>Camera</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Aparat</translation>
    </message>
    <message>
        <source>Connection</source>
        <extracomment>Symbol a secret can have: a plug, a link between two things.</extracomment>
        <translation>Połączenie</translation>
    </message>
    <message>
        <source>Gear</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Koło zębate</translation>
    </message>
    <message>
        <source>Tool</source>
        <extracomment>Symbol a secret can have: a spanner.</extracomment>
        <translation>Narzędzie</translation>
    </message>
    <message>
        <source>Energy</source>
        <extracomment>Symbol a secret can have: a flash of lightning.</extracomment>
        <translation>Energia</translation>
    </message>
    <message>
        <source>Programs</source>
        <extracomment>Symbol a secret can have: several things on top of each other.</extracomment>
        <translation>Programy</translation>
    </message>
    <message>
        <source>Run</source>
        <extracomment>Symbol a secret can have: a triangle that starts something.</extracomment>
        <translation>Uruchamianie</translation>
    </message>
    <message>
        <source>Bank</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Bank</translation>
    </message>
    <message>
        <source>House</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Dom</translation>
    </message>
    <message>
        <source>Box</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Pudełko</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Folder</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Plik</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Notatka</translation>
    </message>
    <message>
        <source>Book</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Książka</translation>
    </message>
    <message>
        <source>Pen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Długopis</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Certyfikat</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Kłódka</translation>
    </message>
    <message>
        <source>Open lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Otwarta kłódka</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Zegar</translation>
    </message>
    <message>
        <source>Flag</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Flaga</translation>
    </message>
    <message>
        <source>Star</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Gwiazda</translation>
    </message>
    <message>
        <source>Tick</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>Znak wyboru</translation>
    </message>
    <message>
        <source>Warning</source>
        <extracomment>Symbol a secret can have: a triangle with an exclamation mark.</extracomment>
        <translation>Ostrzeżenie</translation>
    </message>
    <message>
        <source>Cross</source>
        <extracomment>Symbol a secret can have: a circle with a cross.</extracomment>
        <translation>Krzyżyk</translation>
    </message>
    <message>
        <source>Information</source>
        <extracomment>Symbol a secret can have: a circle with the letter i.</extracomment>
        <translation>Informacja</translation>
    </message>
    <message>
        <source>Rubbish</source>
        <extracomment>Symbol a secret can have: a bin.</extracomment>
        <translation>Kosz</translation>
    </message>
    <message>
        <source>As its type</source>
        <extracomment>Symbol of a secret: not one of its own, but that of all logins, notes and so on.</extracomment>
        <translation>Według typu</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Czerwony</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Pomarańczowy</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Żółty</translation>
    </message>
    <message>
        <source>Green</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Zielony</translation>
    </message>
    <message>
        <source>Teal</source>
        <extracomment>Colour behind a secret&apos;s symbol: between green and blue.</extracomment>
        <translation>Morski</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Niebieski</translation>
    </message>
    <message>
        <source>Purple</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Fioletowy</translation>
    </message>
    <message>
        <source>Grey</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>Szary</translation>
    </message>
</context>
<context>
    <name>TagChip</name>
    <message>
        <source>Remove tag %1</source>
        <extracomment>Name of the button that takes a tag off a secret. %1 is the tag</extracomment>
        <translation>Usuń etykietę %1</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>New tag</source>
        <extracomment>Label of the field for a new tag</extracomment>
        <translation>Nowa etykieta</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Login</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Dane logowania</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Klucz SSH</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Notatka</translation>
    </message>
    <message>
        <source>API key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Klucz API</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>A type of secret.</extracomment>
        <translation>Certyfikat</translation>
    </message>
    <message>
        <source>Other</source>
        <extracomment>A type of secret that this version does not know.</extracomment>
        <translation>Inny</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Dane logowania</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Klucze SSH</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Notatki</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Klucze API</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>Certyfikaty</translation>
    </message>
    <message>
        <source>Other types</source>
        <extracomment>Sidebar: secrets of types that this version does not know.</extracomment>
        <translation>Inne typy</translation>
    </message>
    <message>
        <source>User name, password, one-time code</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Nazwa użytkownika, hasło, kod jednorazowy</translation>
    </message>
    <message>
        <source>Private key and passphrase</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Klucz prywatny i jego hasło</translation>
    </message>
    <message>
        <source>Any text, encrypted</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Dowolny tekst, zaszyfrowany</translation>
    </message>
    <message>
        <source>Access token of a service</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Token dostępu do usługi</translation>
    </message>
    <message>
        <source>Certificate with its private key</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>Certyfikat z kluczem prywatnym</translation>
    </message>
    <message>
        <source>Locked</source>
        <extracomment>State of an account.</extracomment>
        <translation>Zablokowane</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <extracomment>State of an account.</extracomment>
        <translation>Logowanie…</translation>
    </message>
    <message>
        <source>Second factor needed</source>
        <extracomment>State of an account.</extracomment>
        <translation>Potrzebny drugi składnik</translation>
    </message>
    <message>
        <source>Loading…</source>
        <extracomment>State of an account.</extracomment>
        <translation>Wczytywanie…</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>State of an account.</extracomment>
        <translation>Otwarte</translation>
    </message>
    <message>
        <source>Could not be opened</source>
        <extracomment>State of an account.</extracomment>
        <translation>Nie udało się otworzyć</translation>
    </message>
    <message>
        <source>Out of date or out of place</source>
        <extracomment>Marker in the list: the server sent something older, or something of another secret.</extracomment>
        <translation>Przestarzałe lub z innego sekretu</translation>
    </message>
    <message>
        <source>Waiting for the shared key</source>
        <extracomment>Marker in the list: details are encrypted with a shared key that an administrator has yet to give the user.</extracomment>
        <translation>Czeka na wspólny klucz</translation>
    </message>
    <message>
        <source>Details cannot be decrypted</source>
        <extracomment>Marker in the list: name and details of this secret could not be decrypted.</extracomment>
        <translation>Nie można odszyfrować szczegółów</translation>
    </message>
    <message>
        <source>Signature not verified</source>
        <extracomment>Marker in the list: name and details carry no valid signature of an expected person.</extracomment>
        <translation>Podpis niezweryfikowany</translation>
    </message>
    <message>
        <source>Signature of the values not verified</source>
        <extracomment>Marker in the list: the values, when last opened, carried no valid signature of an expected person.</extracomment>
        <translation>Podpis wartości niezweryfikowany</translation>
    </message>
    <message>
        <source>Signature of a tag not verified</source>
        <extracomment>Marker in the list: the encrypted name of a tag carries no valid signature of an expected person.</extracomment>
        <translation>Podpis etykiety niezweryfikowany</translation>
    </message>
    <message>
        <source>Unknown type, read only</source>
        <extracomment>Marker in the list: this version does not know the type, so the secret can only be read.</extracomment>
        <translation>Nieznany typ, tylko do odczytu</translation>
    </message>
    <message>
        <source>No value set</source>
        <extracomment>Marker in the list.</extracomment>
        <translation>Brak wartości</translation>
    </message>
    <message>
        <source>This was seen before as an older value, or as another secret&apos;s. The server may have changed it without anybody&apos;s signature.</source>
        <extracomment>Below a value whose signature may be good.</extracomment>
        <translation>Tę treść widziano wcześniej jako starszą wartość albo jako wartość innego sekretu. Serwer mógł ją zmienić bez niczyjego podpisu.</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted: the server can read it.</source>
        <extracomment>Below a secret of a vault without end-to-end encryption.</extracomment>
        <translation>Bez szyfrowania od końca do końca: serwer może to odczytać.</translation>
    </message>
    <message>
        <source>Signed by %1.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Podpisane przez: %1.</translation>
    </message>
    <message>
        <source>Signed by %1, who was not expected to have written this.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Podpisane przez: %1. Nie oczekiwano, że ta osoba to napisze.</translation>
    </message>
    <message>
        <source>Signed with a key that is not known here.</source>
        <translation>Podpisane kluczem, który nie jest tu znany.</translation>
    </message>
    <message>
        <source>Not signed: who wrote this cannot be told.</source>
        <translation>Bez podpisu: nie wiadomo, kto to napisał.</translation>
    </message>
    <message>
        <source>The signature does not fit the content.</source>
        <translation>Podpis nie zgadza się z treścią.</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that has expired.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Podpisane przez: %1, kluczem, który wygasł.</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that was revoked.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>Podpisane przez: %1, kluczem, który został unieważniony.</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values</source>
        <extracomment>Why a value cannot be copied.</extracomment>
        <translation>Twój administrator nie pozwala kopiować wartości</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>Twój administrator nie pozwala pokazywać wartości</translation>
    </message>
    <message>
        <source>just now</source>
        <extracomment>A moment less than a minute ago.</extracomment>
        <translation>przed chwilą</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <extracomment>Short for minutes.</extracomment>
        <translation>
            <numerusform>%n min temu</numerusform>
            <numerusform>%n min temu</numerusform>
            <numerusform>%n min temu</numerusform>
        </translation>
    </message>
    <message>
        <source>today %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>dziś o %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>wczoraj o %1</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Wygasł</translation>
    </message>
    <message>
        <source>Expires today</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Wygasa dzisiaj</translation>
    </message>
    <message>
        <source>Expires tomorrow</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>Wygasa jutro</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n days</source>
        <extracomment>Said of a secret in a list. %n is at least 2.</extracomment>
        <translation>
            <numerusform>Wygasa za %n dzień</numerusform>
            <numerusform>Wygasa za %n dni</numerusform>
            <numerusform>Wygasa za %n dni</numerusform>
        </translation>
    </message>
    <message>
        <source>Presentation mode is on: values can be copied, but are not shown</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>Tryb prezentacji jest włączony: wartości można kopiować, ale nie są pokazywane</translation>
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
        <translation>Ostatnio zmienione</translation>
    </message>
    <message>
        <source>Newest</source>
        <extracomment>A way to sort a list: what was made last comes first</extracomment>
        <translation>Najnowsze</translation>
    </message>
    <message>
        <source>Expiring first</source>
        <extracomment>A way to sort a list: what expires soonest comes first</extracomment>
        <translation>Najpierw wygasające</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>A way to sort a list: logins, SSH keys, notes ...</extracomment>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>A way to sort a list: by name, and in search results by how well they match</extracomment>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>Two facts beside each other in one line: whose and where. Each may consist of several itself.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Whether it is the latest value, and this secret&apos;s, is not known: the file with what was seen before cannot be read.</source>
        <extracomment>Below a value, after a sentence about its signature. The file is one of Coffret&apos;s own, on this computer.</extracomment>
        <translation>Nie wiadomo, czy to najnowsza wartość i czy należy do tego sekretu: nie można odczytać pliku z tym, co widziano wcześniej.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message numerus="yes">
        <source>%1. Clears in %n s</source>
        <extracomment>Message after copying. %1 is what happened (for example Password copied), %n the seconds until the clipboard is emptied</extracomment>
        <translation>
            <numerusform>%1. Czyszczenie schowka za %n s</numerusform>
            <numerusform>%1. Czyszczenie schowka za %n s</numerusform>
            <numerusform>%1. Czyszczenie schowka za %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear now</source>
        <extracomment>Button in the message after copying: empties the clipboard at once</extracomment>
        <translation>Wyczyść teraz</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <extracomment>Button that closes a message</extracomment>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>TokenMenu</name>
    <message>
        <source>Copy as Authorization header</source>
        <extracomment>Menu: copies an API key as a header of a request; &quot;Authorization&quot; stays as it is</extracomment>
        <translation>Kopiuj jako nagłówek Authorization</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>Kopiuj jako wiersz export</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>Kopiuj jako JSON</translation>
    </message>
</context>
<context>
    <name>TokenStep</name>
    <message>
        <source>Tokens and passwords are kept in your system&apos;s keyring, never in a file of their own.</source>
        <extracomment>Sentence under the heading of the token screen</extracomment>
        <translation>Tokeny i hasła są przechowywane w systemowej bazie kluczy, nigdy w osobnym pliku.</translation>
    </message>
    <message>
        <source>Your access tokens</source>
        <extracomment>Heading of the token screen</extracomment>
        <translation>Twoje tokeny dostępu</translation>
    </message>
    <message>
        <source>Your access token</source>
        <translation>Twój token dostępu</translation>
    </message>
    <message>
        <source>With an access token</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>Za pomocą tokenu dostępu</translation>
    </message>
    <message>
        <source>With user name and password</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>Za pomocą nazwy użytkownika i hasła</translation>
    </message>
    <message>
        <source>As on the server&apos;s portal in the browser.</source>
        <extracomment>Help under the field for the user name on the server&apos;s portal</extracomment>
        <translation>Taka jak w portalu serwera w przeglądarce.</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the field for the user name on the server&apos;s portal</extracomment>
        <translation>Nazwa użytkownika</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of the field for the password on the server&apos;s portal</extracomment>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>Made in the dashboard under Settings, API Access, with the Read scope.</source>
        <extracomment>Help under the token field: where to get one</extracomment>
        <translation>Tworzony w panelu w części „Settings”, „API Access”, z zakresem „Read”.</translation>
    </message>
    <message>
        <source>Shown once by your appliance when the API key is made.</source>
        <translation>Urządzenie pokazuje go jeden raz, przy tworzeniu klucza API.</translation>
    </message>
    <message>
        <source>Read token</source>
        <extracomment>Label of the token field</extracomment>
        <translation>Token odczytu</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Token dostępu</translation>
    </message>
    <message>
        <source>Only needed to change values. It cannot read them.</source>
        <extracomment>Help under the write token field</extracomment>
        <translation>Potrzebny tylko do zmieniania wartości. Nie może ich odczytywać.</translation>
    </message>
    <message>
        <source>Write token (optional)</source>
        <extracomment>Label of the write token field</extracomment>
        <translation>Token zapisu (opcjonalnie)</translation>
    </message>
</context>
<context>
    <name>TrustStep</name>
    <message>
        <source>Sets the account up for the first time</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>Konfiguruje konto po raz pierwszy</translation>
    </message>
    <message>
        <source>Gets back to an account that is set up</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>Przywraca dostęp do skonfigurowanego konta</translation>
    </message>
    <message>
        <source>Compare with what your administrator gave you. Coffret remembers it and stops if it ever changes.</source>
        <extracomment>Sentence under the heading of the screen that shows fingerprints</extracomment>
        <translation>Porównaj z tym, co podał ci administrator. Coffret to zapamięta i zatrzyma się, jeśli kiedykolwiek się zmieni.</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <extracomment>Heading of the screen that shows the server&apos;s fingerprints</extracomment>
        <translation>Czy to twój serwer?</translation>
    </message>
    <message>
        <source>Certificate, vouched for by an authority you trust</source>
        <extracomment>Above a certificate&apos;s fingerprint</extracomment>
        <translation>Certyfikat, za który ręczy zaufany urząd certyfikacji</translation>
    </message>
    <message>
        <source>Certificate that no authority you trust vouches for</source>
        <translation>Certyfikat, za który nie ręczy żaden zaufany urząd certyfikacji</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key, the same as in your account kit</source>
        <extracomment>Above a Passbolt server&apos;s key fingerprint; when it is the one an account kit names</extracomment>
        <translation>Klucz OpenPGP serwera, ten sam co w twoim pakiecie konta</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key</source>
        <translation>Klucz OpenPGP serwera</translation>
    </message>
    <message>
        <source>The key your account kit was made for</source>
        <extracomment>Above the fingerprint that an account kit names, when the server shows another one</extracomment>
        <translation>Klucz, dla którego utworzono twój pakiet konta</translation>
    </message>
    <message>
        <source>Signing in works, but others would see what you sign now at a wrong time. Switch on automatic time, or set the clock.</source>
        <extracomment>Under the sentence that says how far this computer&apos;s clock is off</extracomment>
        <translation>Zalogować się można, ale inni zobaczyliby twoje podpisy z błędnym czasem. Włącz automatyczny czas albo ustaw zegar.</translation>
    </message>
    <message>
        <source>Paste the SHA-256 fingerprint your administrator gave you, not the one shown above. If both agree, this certificate and no other is accepted.</source>
        <extracomment>Help under the field for the expected fingerprint of a certificate</extracomment>
        <translation>Wklej odcisk SHA-256 podany przez administratora, a nie ten pokazany powyżej. Jeśli się zgadzają, akceptowany będzie ten certyfikat i żaden inny.</translation>
    </message>
    <message>
        <source>Expected fingerprint</source>
        <extracomment>Label of the field for the expected fingerprint</extracomment>
        <translation>Oczekiwany odcisk</translation>
    </message>
</context>
<context>
    <name>TypeChips</name>
    <message>
        <source>Filter by type</source>
        <extracomment>Accessible name of the row of filters above the list</extracomment>
        <translation>Filtr typów</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>Filter above the list: every type</extracomment>
        <translation>Wszystkie</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Dane logowania</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Klucze SSH</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Notatki</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Klucze API</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Filter above the list</extracomment>
        <translation>Certyfikaty</translation>
    </message>
</context>
<context>
    <name>TypeChoice</name>
    <message>
        <source>Types of secrets</source>
        <extracomment>Accessible name of the tiles that offer types of secrets</extracomment>
        <translation>Typy sekretów</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Heading above the tiles that offer types of secrets</extracomment>
        <translation>Nowy sekret</translation>
    </message>
    <message>
        <source>Its type stays as you choose it here.</source>
        <extracomment>Under the heading. %1 is where the new secret goes</extracomment>
        <translation>Wybranego tu typu nie można później zmienić.</translation>
    </message>
    <message>
        <source>It goes to %1. Its type stays as you choose it here.</source>
        <translation>Miejsce: „%1”. Wybranego tu typu nie można później zmienić.</translation>
    </message>
</context>
<context>
    <name>TypeMenuItem</name>
    <message>
        <source>Ctrl+Shift+V</source>
        <extracomment>Key that types a value into another window, in a menu</extracomment>
        <translation>Ctrl+Shift+V</translation>
    </message>
    <message>
        <source>Type into another window…</source>
        <extracomment>Menu of a secret: types its value into another program&apos;s window</extracomment>
        <translation>Wpisz w innym oknie…</translation>
    </message>
</context>
<context>
    <name>TypeSheet</name>
    <message>
        <source>Type into another window</source>
        <extracomment>Heading of the sheet that types a value into another program&apos;s window</extracomment>
        <translation>Wpisz w innym oknie</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Type and press Enter</source>
        <extracomment>Button: types a value into another window and presses the Enter key behind it</extracomment>
        <translation>Wpisz i naciśnij Enter</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that type a value into another window: before and while it is opened, and after a warning</extracomment>
        <translation>Otwieranie…</translation>
    </message>
    <message>
        <source>Type anyway</source>
        <translation>Wpisz mimo to</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Wpisz</translation>
    </message>
</context>
<context>
    <name>TypingWords</name>
    <message>
        <source>This desktop lets no program type into the windows of others. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>To środowisko graficzne nie pozwala żadnemu programowi wpisywać w oknach innych programów. Zamiast tego skopiuj wartość.</translation>
    </message>
    <message>
        <source>This display lets no program type, because it has no XTEST. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. XTEST is a part of an X display.</extracomment>
        <translation>Ten ekran nie pozwala żadnemu programowi wpisywać, bo nie ma XTEST. Zamiast tego skopiuj wartość.</translation>
    </message>
    <message>
        <source>This desktop lets no program type: its portal has no remote keyboard. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. &quot;Portal&quot; is the part of a desktop that programs ask.</extracomment>
        <translation>To środowisko graficzne nie pozwala żadnemu programowi wpisywać: jego portal nie ma zdalnej klawiatury. Zamiast tego skopiuj wartość.</translation>
    </message>
    <message>
        <source>Nothing was typed: the value has characters that no key types.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Nic nie zostało wpisane: wartość zawiera znaki, których nie da się wpisać żadnym klawiszem.</translation>
    </message>
    <message>
        <source>Typing was stopped because a key was held down.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>Wpisywanie zostało zatrzymane, bo był wciśnięty klawisz.</translation>
    </message>
    <message>
        <source>Nothing was typed: the window did not get the keyboard back.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Nic nie zostało wpisane: okno nie odzyskało klawiatury.</translation>
    </message>
    <message>
        <source>Typing was stopped because another window came to the front. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>Wpisywanie zostało zatrzymane, bo na wierzch wyszło inne okno. Część wartości mogła zostać wpisana.</translation>
    </message>
    <message>
        <source>Typing was stopped because the keyboard layout changed. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>Wpisywanie zostało zatrzymane, bo zmienił się układ klawiatury. Część wartości mogła zostać wpisana.</translation>
    </message>
    <message>
        <source>Nothing was typed: the desktop did not allow it.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>Nic nie zostało wpisane: środowisko graficzne na to nie pozwoliło.</translation>
    </message>
    <message>
        <source>Typing was stopped because the desktop broke it off.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>Wpisywanie zostało zatrzymane, bo przerwało je środowisko graficzne.</translation>
    </message>
    <message>
        <source>Types into the window in front once Coffret is out of the way</source>
        <extracomment>Asks before a value is typed, where Coffret cannot see other windows.</extracomment>
        <translation>Wpisuje w oknie, które będzie na wierzchu, gdy Coffret ustąpi miejsca</translation>
    </message>
    <message>
        <source>Types into a window of %1</source>
        <extracomment>Asks before a value is typed. %1 is the name of a program, as it calls itself.</extracomment>
        <translation>Wpisuje w oknie programu %1</translation>
    </message>
    <message>
        <source>Types into: %1</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window.</extracomment>
        <translation>Wpisuje w oknie: %1</translation>
    </message>
    <message>
        <source>Types into: %1 (%2)</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window, %2 the program, as it calls itself.</extracomment>
        <translation>Wpisuje w oknie: %1 (%2)</translation>
    </message>
</context>
<context>
    <name>UpgradeMenuItem</name>
    <message>
        <source>Upgrade to encrypted details…</source>
        <extracomment>Menu of a secret: its name and addresses, in the clear on the server until now, are encrypted</extracomment>
        <translation>Przejdź na zaszyfrowane szczegóły…</translation>
    </message>
</context>
<context>
    <name>UpgradeTexts</name>
    <message>
        <source>The server keeps no copy of the key. Whoever runs it can no longer read them.</source>
        <extracomment>What encrypting names comes to: nobody but people with access knows them.</extracomment>
        <translation>Serwer nie przechowuje kopii klucza. Operator serwera nie będzie już mógł ich odczytać.</translation>
    </message>
    <message>
        <source>Those that only you can see are encrypted for you alone. For shared ones the server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to. &quot;Shared&quot; secrets are those that others can see as well.</extracomment>
        <translation>Te, które widzisz tylko ty, zostaną zaszyfrowane wyłącznie dla ciebie. Dla udostępnianych serwer przechowuje kopię klucza, więc jego operator nadal może je odczytać.</translation>
    </message>
    <message>
        <source>The server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Serwer przechowuje kopię klucza, więc jego operator nadal może je odczytać.</translation>
    </message>
    <message>
        <source>Every secret you may change has encrypted details already.</source>
        <extracomment>Instead of encrypting names: there is none to encrypt.</extracomment>
        <translation>Każdy sekret, który możesz zmieniać, ma już zaszyfrowane szczegóły.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) get encrypted details: name, user name, addresses, description.</source>
        <extracomment>What encrypting names comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n sekret otrzyma zaszyfrowane szczegóły: nazwę, nazwę użytkownika, adresy i opis.</numerusform>
            <numerusform>%n sekrety otrzymają zaszyfrowane szczegóły: nazwę, nazwę użytkownika, adresy i opis.</numerusform>
            <numerusform>%n sekretów otrzyma zaszyfrowane szczegóły: nazwę, nazwę użytkownika, adresy i opis.</numerusform>
        </translation>
    </message>
    <message>
        <source>You sign these details with your key, as the list shows them now.</source>
        <extracomment>What encrypting names comes to: the person&apos;s OpenPGP key signs the details of every secret.</extracomment>
        <translation>Te szczegóły podpiszesz swoim kluczem w takiej postaci, w jakiej pokazuje je teraz lista.</translation>
    </message>
    <message>
        <source>Type, dates, folder, tags, comments, and who has access stay readable for the server. Passwords and other values stay as they are.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Typ, daty, folder, etykiety, komentarze i to, kto ma dostęp, pozostają czytelne dla serwera. Hasła i inne wartości pozostają bez zmian.</translation>
    </message>
    <message>
        <source>Programs that do not know encrypted details no longer show these secrets. Coffret cannot turn this back.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>Programy, które nie znają zaszyfrowanych szczegółów, przestaną pokazywać te sekrety. Coffret nie może tego cofnąć.</translation>
    </message>
    <message>
        <source>Encrypt the details of all secrets?</source>
        <translation>Zaszyfrować szczegóły wszystkich sekretów?</translation>
    </message>
    <message>
        <source>Encrypt the details of “%1”?</source>
        <translation>Zaszyfrować szczegóły sekretu „%1”?</translation>
    </message>
    <message>
        <source>Encrypt details</source>
        <extracomment>Button: encrypts names and addresses.</extracomment>
        <translation>Zaszyfruj szczegóły</translation>
    </message>
</context>
<context>
    <name>UriCard</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the web addresses of a secret</extracomment>
        <translation>Adresy</translation>
    </message>
</context>
<context>
    <name>UriEditor</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the addresses of a secret in a form</extracomment>
        <translation>Adresy</translation>
    </message>
    <message>
        <source>Add address</source>
        <extracomment>Button below the addresses of a secret</extracomment>
        <translation>Dodaj adres</translation>
    </message>
</context>
<context>
    <name>UriEditorRow</name>
    <message>
        <source>Address %1</source>
        <extracomment>Accessible name of the field for an address. %1 is its number</extracomment>
        <translation>Adres %1</translation>
    </message>
    <message>
        <source>https://example.com</source>
        <extracomment>Example in an empty field for an address; keep the address</extracomment>
        <translation>https://example.com</translation>
    </message>
    <message>
        <source>Remove address %1</source>
        <extracomment>Name of the button that takes an address out of a form. %1 is its number</extracomment>
        <translation>Usuń adres %1</translation>
    </message>
</context>
<context>
    <name>UriRow</name>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies an address. %1 is the address</extracomment>
        <translation>Kopiuj %1</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <extracomment>Name of the button that opens a web address. %1 is the address</extracomment>
        <translation>Otwórz %1 w przeglądarce</translation>
    </message>
</context>
<context>
    <name>UserMessages</name>
    <message>
        <source>The server cannot be reached.</source>
        <extracomment>Error banner. Cause, then next step.</extracomment>
        <translation>Nie można połączyć się z serwerem.</translation>
    </message>
    <message>
        <source>Check the network connection and the address, then try again.</source>
        <translation>Sprawdź połączenie sieciowe i adres, a potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Serwer nie odpowiedział na czas.</translation>
    </message>
    <message>
        <source>Try again in a moment. If it stays silent, ask whoever runs it.</source>
        <translation>Spróbuj ponownie za chwilę. Jeśli serwer nadal milczy, zapytaj jego operatora.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Zatrzymano.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again when you are ready.</source>
        <translation>Nic się nie zmieniło. Spróbuj ponownie w dogodnej chwili.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>Certyfikat serwera nie jest zaufany.</translation>
    </message>
    <message>
        <source>Nothing was sent. If your organisation has its own certificate authority, add its file when you set up the account.</source>
        <translation>Nic nie zostało wysłane. Jeśli organizacja ma własny urząd certyfikacji, dodaj jego plik podczas konfigurowania konta.</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one you accepted.</source>
        <translation>Serwer pokazuje inny certyfikat niż zaakceptowany wcześniej.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server whether it was renewed, and for the new fingerprint.</source>
        <translation>Nic nie zostało wysłane. Zapytaj operatora serwera, czy certyfikat odnowiono, i poproś o nowy odcisk.</translation>
    </message>
    <message>
        <source>The server tried to send you to another address.</source>
        <translation>Serwer próbował skierować cię pod inny adres.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check the account&apos;s address.</source>
        <translation>Nic tam nie zostało wysłane. Sprawdź adres konta.</translation>
    </message>
    <message>
        <source>The answer is larger than Coffret accepts.</source>
        <translation>Odpowiedź jest większa, niż Coffret przyjmuje.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server; this should not happen with an ordinary secret.</source>
        <translation>Zapytaj operatora serwera; przy zwykłym sekrecie nie powinno się to zdarzyć.</translation>
    </message>
    <message>
        <source>The server did not accept the sign-in.</source>
        <translation>Serwer nie przyjął logowania.</translation>
    </message>
    <message>
        <source>Try again. If it persists, the token has ended or your key is not known there: set the account up again.</source>
        <translation>Spróbuj ponownie. Jeśli to się powtarza, token stracił ważność albo twój klucz nie jest tam znany: skonfiguruj konto od nowa.</translation>
    </message>
    <message>
        <source>The server asks for a second factor.</source>
        <translation>Serwer prosi o drugi składnik.</translation>
    </message>
    <message>
        <source>Enter the code of your authenticator or key to go on.</source>
        <translation>Aby kontynuować, wpisz kod z aplikacji uwierzytelniającej lub klucza.</translation>
    </message>
    <message>
        <source>Too many wrong codes: the server has ended the session.</source>
        <translation>Zbyt wiele błędnych kodów: serwer zakończył sesję.</translation>
    </message>
    <message>
        <source>Sign in again and wait for a fresh code before you enter it.</source>
        <translation>Zaloguj się ponownie i przed wpisaniem kodu poczekaj na nowy.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Nie masz do tego uprawnień.</translation>
    </message>
    <message>
        <source>Ask the owner of the secret, or whoever gave you the token, for access.</source>
        <translation>Poproś o dostęp właściciela sekretu albo osobę, od której masz token.</translation>
    </message>
    <message>
        <source>Your administrator does not allow this.</source>
        <translation>Twój administrator na to nie pozwala.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server if you need it.</source>
        <translation>Jeśli tego potrzebujesz, zapytaj operatora serwera.</translation>
    </message>
    <message>
        <source>The secret is gone, or it is not shared with you.</source>
        <translation>Sekretu już nie ma albo nie jest ci udostępniony.</translation>
    </message>
    <message>
        <source>Sync to see the current list.</source>
        <translation>Zsynchronizuj, aby zobaczyć aktualną listę.</translation>
    </message>
    <message>
        <source>Somebody else changed this first.</source>
        <translation>Ktoś inny zmienił to wcześniej.</translation>
    </message>
    <message>
        <source>Sync, look at the change and try again.</source>
        <translation>Zsynchronizuj, obejrzyj zmianę i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The server asks to slow down.</source>
        <translation>Serwer prosi, aby zwolnić.</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Poczekaj minutę, a potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The server failed.</source>
        <translation>Błąd serwera.</translation>
    </message>
    <message>
        <source>Try again in a moment. If it persists, tell whoever runs it what Details says.</source>
        <translation>Spróbuj ponownie za chwilę. Jeśli to się powtarza, przekaż operatorowi serwera to, co podano w szczegółach.</translation>
    </message>
    <message>
        <source>The server&apos;s answer cannot be understood.</source>
        <translation>Nie można zrozumieć odpowiedzi serwera.</translation>
    </message>
    <message>
        <source>Check that the address leads to the right service. Details may help whoever runs it.</source>
        <translation>Sprawdź, czy adres prowadzi do właściwej usługi. Szczegóły mogą pomóc operatorowi serwera.</translation>
    </message>
    <message>
        <source>This server cannot do that, or is set up in a way Coffret does not support.</source>
        <translation>Ten serwer tego nie potrafi albo jest skonfigurowany w sposób, którego Coffret nie obsługuje.</translation>
    </message>
    <message>
        <source>Details says what is missing.</source>
        <translation>Czego brakuje, podano w szczegółach.</translation>
    </message>
    <message>
        <source>This secret has to be approved or checked out first.</source>
        <translation>Najpierw trzeba uzyskać zgodę na dostęp do tego sekretu albo go wypożyczyć.</translation>
    </message>
    <message>
        <source>Open it in the main window: access is requested there.</source>
        <translation>Otwórz go w oknie głównym: tam prosi się o dostęp.</translation>
    </message>
    <message>
        <source>Your time with this secret is over, or access to it was taken back.</source>
        <translation>Twój czas na ten sekret minął albo dostęp do niego został odebrany.</translation>
    </message>
    <message>
        <source>Its value is no longer shown. Request access or check it out again.</source>
        <translation>Wartość nie jest już pokazywana. Poproś o dostęp albo wypożycz sekret ponownie.</translation>
    </message>
    <message>
        <source>Somebody else has checked this secret out.</source>
        <translation>Ten sekret wypożyczył ktoś inny.</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>W danej chwili może go mieć tylko jedna osoba. Spróbuj ponownie, gdy zostanie zwrócony.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the server&apos;s are too far apart.</source>
        <translation>Zegary tego komputera i serwera za bardzo się różnią.</translation>
    </message>
    <message>
        <source>Set the clock of this computer, then try again.</source>
        <translation>Ustaw zegar tego komputera, a potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>GnuPG was not found, or its folder cannot be used.</source>
        <translation>Nie znaleziono GnuPG albo nie można użyć jego folderu.</translation>
    </message>
    <message>
        <source>Install GnuPG 2.2 or later and check that gpg runs in a terminal.</source>
        <translation>Zainstaluj GnuPG 2.2 lub nowszy i sprawdź, czy gpg działa w terminalu.</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>Hasło klucza było nieprawidłowe.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Your key&apos;s passphrase is needed, but there is no window to ask for it.</source>
        <translation>Potrzebne jest hasło twojego klucza, ale nie ma okna, które by o nie zapytało.</translation>
    </message>
    <message>
        <source>Install a graphical pinentry (pinentry-qt or pinentry-gnome3) and try again.</source>
        <translation>Zainstaluj graficzny program pinentry (pinentry-qt lub pinentry-gnome3) i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>None of your keys opens this.</source>
        <translation>Żaden z twoich kluczy tego nie otwiera.</translation>
    </message>
    <message>
        <source>Insert the card that holds the key, or ask the owner to share the secret with you again.</source>
        <translation>Włóż kartę, na której jest klucz, albo poproś właściciela o ponowne udostępnienie sekretu.</translation>
    </message>
    <message>
        <source>The key cannot be used: it has expired, was revoked or is too weak.</source>
        <translation>Nie można użyć klucza: wygasł, został unieważniony albo jest za słaby.</translation>
    </message>
    <message>
        <source>Extend or replace the key with GnuPG, then try again.</source>
        <translation>Przedłuż ważność klucza lub wymień go za pomocą GnuPG, a potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>What the server sent is not an encrypted message.</source>
        <translation>To, co przysłał serwer, nie jest zaszyfrowaną wiadomością.</translation>
    </message>
    <message>
        <source>It was not used. Tell whoever runs the server.</source>
        <translation>Nie zostało użyte. Powiadom operatora serwera.</translation>
    </message>
    <message>
        <source>The encrypted message is damaged.</source>
        <translation>Zaszyfrowana wiadomość jest uszkodzona.</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask the owner to save the secret again.</source>
        <translation>Nic z niej nie zostało użyte. Poproś właściciela o ponowne zapisanie sekretu.</translation>
    </message>
    <message>
        <source>The signature does not fit: somebody may have tampered with this.</source>
        <translation>Podpis się nie zgadza: ktoś mógł tu coś zmienić.</translation>
    </message>
    <message>
        <source>The content was discarded. Tell the owner and whoever runs the server.</source>
        <translation>Treść została odrzucona. Powiadom właściciela i operatora serwera.</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key is not the one you accepted.</source>
        <translation>Klucz OpenPGP serwera jest inny niż zaakceptowany wcześniej.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server for its fingerprint, and compare it here.</source>
        <translation>Nic nie zostało wysłane. Poproś operatora serwera o odcisk klucza i porównaj go tutaj.</translation>
    </message>
    <message>
        <source>The server&apos;s shared key is another one than you accepted, so nothing is written with it.</source>
        <translation>Wspólny klucz serwera jest inny niż zaakceptowany wcześniej, więc niczego się nim nie szyfruje.</translation>
    </message>
    <message>
        <source>Sync, then compare its fingerprint with an administrator: the message above the list leads there.</source>
        <translation>Zsynchronizuj, a potem porównaj odcisk z administratorem: prowadzi tam komunikat nad listą.</translation>
    </message>
    <message>
        <source>The key for shared names and details was not given to you yet.</source>
        <translation>Klucz do wspólnych nazw i szczegółów nie został ci jeszcze przekazany.</translation>
    </message>
    <message>
        <source>Ask an administrator to share it with you, then sync.</source>
        <translation>Poproś administratora o jego udostępnienie, a potem zsynchronizuj.</translation>
    </message>
    <message>
        <source>Somebody&apos;s key has to be confirmed before this can be encrypted for them.</source>
        <translation>Zanim będzie można to zaszyfrować dla pewnej osoby, trzeba potwierdzić jej klucz.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner, then confirm it in the sharing view.</source>
        <translation>Porównaj odcisk z właścicielem klucza, a potem potwierdź go w widoku udostępniania.</translation>
    </message>
    <message>
        <source>Nobody you know vouches for what it holds, and you would sign it.</source>
        <translation>Nikt, kogo znasz, nie ręczy za zawartość, a zostałaby podpisana twoim kluczem.</translation>
    </message>
    <message>
        <source>Look at it, and save it yourself if it is right.</source>
        <translation>Obejrzyj ją i zapisz samodzielnie, jeśli jest właściwa.</translation>
    </message>
    <message>
        <source>As an OpenPGP message it would be longer than the server keeps.</source>
        <translation>Jako wiadomość OpenPGP wartość byłaby dłuższa, niż serwer przechowuje.</translation>
    </message>
    <message>
        <source>Shorten it, or seal for fewer people.</source>
        <translation>Skróć ją albo zapieczętuj dla mniejszej liczby osób.</translation>
    </message>
    <message>
        <source>No system keyring is running, so tokens cannot be kept.</source>
        <translation>Systemowa baza kluczy nie działa, więc nie można przechowywać tokenów.</translation>
    </message>
    <message>
        <source>Start GNOME Keyring or KWallet and try again.</source>
        <translation>Uruchom GNOME Keyring lub KWallet i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Access to the system keyring was refused.</source>
        <translation>Odmówiono dostępu do systemowej bazy kluczy.</translation>
    </message>
    <message>
        <source>Unlock the keyring and allow Coffret to use it.</source>
        <translation>Odblokuj bazę kluczy i pozwól programowi Coffret z niej korzystać.</translation>
    </message>
    <message>
        <source>The system keyring does not answer.</source>
        <translation>Systemowa baza kluczy nie odpowiada.</translation>
    </message>
    <message>
        <source>Look for a window that asks for the keyring&apos;s password, then try again.</source>
        <translation>Poszukaj okna z pytaniem o hasło bazy kluczy, a potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The token of this account is not in the system keyring.</source>
        <translation>Tokenu tego konta nie ma w systemowej bazie kluczy.</translation>
    </message>
    <message>
        <source>Set the account up again with a new token.</source>
        <translation>Skonfiguruj konto od nowa z nowym tokenem.</translation>
    </message>
    <message>
        <source>No SSH agent is running.</source>
        <translation>Agent SSH nie działa.</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>Uruchom ssh-agent, upewnij się, że wskazuje go SSH_AUTH_SOCK, i uruchom Coffret ponownie.</translation>
    </message>
    <message>
        <source>The SSH agent refused this.</source>
        <translation>Agent SSH odmówił.</translation>
    </message>
    <message>
        <source>Nothing was changed. It may not know this type of key.</source>
        <translation>Nic się nie zmieniło. Agent może nie znać tego typu klucza.</translation>
    </message>
    <message>
        <source>The SSH agent is locked.</source>
        <translation>Agent SSH jest zablokowany.</translation>
    </message>
    <message>
        <source>Unlock it with ssh-add -X, then try again.</source>
        <translation>Odblokuj go poleceniem ssh-add -X, a potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>This cannot be used.</source>
        <translation>Tego nie można użyć.</translation>
    </message>
    <message>
        <source>Check what you entered. Details says more.</source>
        <translation>Sprawdź, co wpisano. Więcej podano w szczegółach.</translation>
    </message>
    <message>
        <source>A file of Coffret could not be read or written.</source>
        <translation>Nie udało się odczytać lub zapisać pliku programu Coffret.</translation>
    </message>
    <message>
        <source>Check that the disk is not full and that your home folder is writable.</source>
        <translation>Sprawdź, czy dysk nie jest pełny i czy można zapisywać w katalogu domowym.</translation>
    </message>
    <message>
        <source>Something went wrong inside Coffret.</source>
        <translation>Wystąpił błąd wewnątrz programu Coffret.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, please report it with what Details says.</source>
        <translation>Spróbuj ponownie. Jeśli to się powtórzy, zgłoś błąd, podając treść szczegółów.</translation>
    </message>
    <message>
        <source>The key of this one-time code makes no codes.</source>
        <extracomment>Error banner in place of a one-time code. Cause, then next step.</extracomment>
        <translation>Z klucza tego kodu jednorazowego nie powstają kody.</translation>
    </message>
    <message>
        <source>Edit the secret and enter the key again, as the service shows it when you set it up.</source>
        <translation>Edytuj sekret i wpisz klucz jeszcze raz, tak jak pokazuje go usługa podczas konfigurowania.</translation>
    </message>
    <message>
        <source>Another Coffret keeps this account for offline use.</source>
        <extracomment>Message: what was listed is kept on this computer for when the server cannot be reached, but not this time. Cause, then next step.</extracomment>
        <translation>Inny Coffret przechowuje to konto do pracy offline.</translation>
    </message>
    <message>
        <source>Here it works as usual, but needs its server.</source>
        <translation>Tutaj działa ono jak zwykle, ale potrzebuje swojego serwera.</translation>
    </message>
    <message>
        <source>What is kept for offline use was written by a newer Coffret.</source>
        <translation>To, co zachowano do pracy offline, zapisał nowszy Coffret.</translation>
    </message>
    <message>
        <source>It stays as it is; this one needs the server.</source>
        <translation>Pozostaje bez zmian; ten potrzebuje serwera.</translation>
    </message>
    <message>
        <source>What was kept for offline use is damaged and was set aside.</source>
        <translation>To, co zachowano do pracy offline, jest uszkodzone i zostało odłożone.</translation>
    </message>
    <message>
        <source>It is fetched from the server again.</source>
        <translation>Zostanie ponownie pobrane z serwera.</translation>
    </message>
    <message>
        <source>What was listed cannot be kept for offline use.</source>
        <translation>Listy nie można zachować do pracy offline.</translation>
    </message>
    <message>
        <source>Make sure that there is room on the disk and that its folder can be written to.</source>
        <translation>Sprawdź, czy na dysku jest miejsce i czy można zapisywać w jego folderze.</translation>
    </message>
</context>
<context>
    <name>ValidityBar</name>
    <message>
        <source>%1, from %2 to %3</source>
        <extracomment>What a screen reader says of a certificate&apos;s time. %1 is a sentence such as &quot;Valid until 3 Mar 2027&quot;, %2 and %3 are days</extracomment>
        <translation>%1, od %2 do %3</translation>
    </message>
</context>
<context>
    <name>ValueSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Give it this value in the chosen environments, or look at it first.</source>
        <extracomment>Below the sentence that a name is taken</extracomment>
        <translation>Nadaj mu tę wartość w wybranych środowiskach albo najpierw go obejrzyj.</translation>
    </message>
    <message>
        <source>Set its value</source>
        <extracomment>Button: the secret is there already, and gets the value that was written</extracomment>
        <translation>Ustaw jego wartość</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button: shows the secret that is there already</extracomment>
        <translation>Otwórz go</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for the name of a new secret</extracomment>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>Label of the field for the value of a secret</extracomment>
        <translation>Wartość</translation>
    </message>
    <message>
        <source>Environments</source>
        <extracomment>Above the environments a value is meant for</extracomment>
        <translation>Środowiska</translation>
    </message>
</context>
<context>
    <name>VerdictBadge</name>
    <message>
        <source>Verified</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Zweryfikowany</translation>
    </message>
    <message>
        <source>Unexpected signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Nieoczekiwany podpis</translation>
    </message>
    <message>
        <source>Unknown signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Nieznany podpis</translation>
    </message>
    <message>
        <source>Unsigned</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Bez podpisu</translation>
    </message>
    <message>
        <source>Expired key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Klucz wygasł</translation>
    </message>
    <message>
        <source>Revoked key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>Klucz unieważniony</translation>
    </message>
    <message>
        <source>Out of place</source>
        <extracomment>Verdict on a value that is older than one seen before, or another secret&apos;s; one word or two</extracomment>
        <translation>Niewłaściwa wartość</translation>
    </message>
    <message>
        <source>No signatures here</source>
        <extracomment>In place of a verdict: this vault has no signatures</extracomment>
        <translation>Sejf bez podpisów</translation>
    </message>
    <message>
        <source>Not opened yet</source>
        <extracomment>In place of a verdict: nothing was opened yet</extracomment>
        <translation>Jeszcze nie otwarto</translation>
    </message>
    <message>
        <source>The signature is checked when you show or copy a value.</source>
        <extracomment>Below &quot;Not opened yet&quot;</extracomment>
        <translation>Podpis jest sprawdzany przy pokazaniu lub skopiowaniu wartości.</translation>
    </message>
    <message>
        <source>Order not known</source>
        <extracomment>Verdict on a value that is signed as expected, but may be an older one or another secret&apos;s; two or three words</extracomment>
        <translation>Kolejność nieznana</translation>
    </message>
</context>
<context>
    <name>WaitingBanner</name>
    <message>
        <source>What you see is what the server had last.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>Widać to, co serwer miał ostatnio.</translation>
    </message>
    <message>
        <source>A change of yours has not been sent yet.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>Twoja zmiana nie została jeszcze wysłana.</translation>
    </message>
    <message>
        <source>Show…</source>
        <extracomment>Button in a banner: opens the list of changes that wait</extracomment>
        <translation>Pokaż…</translation>
    </message>
</context>
<context>
    <name>WebAddress</name>
    <message>
        <source>Not opened: it is not written as web addresses are.</source>
        <extracomment>Below an address that begins like one for a browser.</extracomment>
        <translation>Nie zostanie otwarty: nie jest zapisany tak jak adresy internetowe.</translation>
    </message>
    <message>
        <source>Not opened: it has a user name or password in it, which browsers show and keep.</source>
        <extracomment>Below an address with a user name or password in it, such as https://ada:secret@example.org</extracomment>
        <translation>Nie zostanie otwarty: zawiera nazwę użytkownika lub hasło, które przeglądarki pokazują i zapamiętują.</translation>
    </message>
    <message>
        <source>Letters that pass for others: it leads to %1</source>
        <extracomment>Below a web address with letters that look like others. %1 is the name of its server without them, such as xn--exmple-cua.org</extracomment>
        <translation>Litery, które udają inne: prowadzi do %1</translation>
    </message>
</context>
<context>
    <name>WordOptions</name>
    <message>
        <source>Words</source>
        <extracomment>Label: how many words a new password has</extracomment>
        <translation>Liczba słów</translation>
    </message>
    <message>
        <source>A space</source>
        <extracomment>Below the field for what stands between words, when that is a space</extracomment>
        <translation>Spacja</translation>
    </message>
    <message>
        <source>Between words</source>
        <extracomment>Label: what stands between the words of a new password</extracomment>
        <translation>Między słowami</translation>
    </message>
    <message>
        <source>Nothing</source>
        <extracomment>In the empty field for what stands between words</extracomment>
        <translation>Nic</translation>
    </message>
    <message>
        <source>Capitals</source>
        <extracomment>Label: which letters of the words of a new password are capitals</extracomment>
        <translation>Wielkie litery</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>Words without capitals; write it that way</extracomment>
        <translation>żadne</translation>
    </message>
    <message>
        <source>First letters</source>
        <extracomment>Words that begin with a capital</extracomment>
        <translation>Pierwsze litery</translation>
    </message>
    <message>
        <source>ALL</source>
        <extracomment>Words in capitals; write it that way</extracomment>
        <translation>WSZYSTKIE</translation>
    </message>
    <message>
        <source>With a digit behind one of the words</source>
        <extracomment>A choice for new passwords of words</extracomment>
        <translation>Z cyfrą po jednym ze słów</translation>
    </message>
</context>
<context>
    <name>coffret::AboutViewModel</name>
    <message>
        <source>changing secrets</source>
        <extracomment>In a list of what an account does not have.</extracomment>
        <translation>zmienianie sekretów</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>foldery</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>ulubione</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>etykiety</translation>
    </message>
    <message>
        <source>sharing</source>
        <translation>udostępnianie</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>grupy</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>komentarze</translation>
    </message>
    <message>
        <source>activity log</source>
        <translation>dziennik aktywności</translation>
    </message>
    <message>
        <source>earlier values</source>
        <translation>wcześniejsze wartości</translation>
    </message>
    <message>
        <source>expiry dates</source>
        <translation>daty wygaśnięcia</translation>
    </message>
    <message>
        <source>Missing, because the server lacks it or its administrator keeps it off: %1.</source>
        <extracomment>About an account. %1 is a list of features, for example &quot;tags, activity log&quot;.</extracomment>
        <translation>Niedostępne, bo serwer ich nie ma albo jego administrator ich nie włączył: %1.</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values.</source>
        <extracomment>About an account.</extracomment>
        <translation>Twój administrator nie pozwala pokazywać wartości.</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values.</source>
        <extracomment>About an account.</extracomment>
        <translation>Twój administrator nie pozwala kopiować wartości.</translation>
    </message>
    <message>
        <source>Folders cannot be shared here, only secrets.</source>
        <extracomment>About an account.</extracomment>
        <translation>Nie można tu udostępniać folderów, tylko sekrety.</translation>
    </message>
    <message>
        <source>Your administrator decides when secrets expire.</source>
        <extracomment>About an account.</extracomment>
        <translation>O tym, kiedy sekrety wygasają, decyduje twój administrator.</translation>
    </message>
    <message>
        <source>Values are not encrypted end to end: whoever runs the server can read them.</source>
        <extracomment>About an account.</extracomment>
        <translation>Wartości nie są szyfrowane od końca do końca: operator serwera może je odczytać.</translation>
    </message>
    <message>
        <source>What this account can do is known once it was opened.</source>
        <extracomment>About an account.</extracomment>
        <translation>Możliwości tego konta będą znane po jego otwarciu.</translation>
    </message>
    <message>
        <source>Sealed values are an exception: they leave this computer encrypted and signed with OpenPGP.</source>
        <extracomment>About an account whose values are encrypted with OpenPGP by Coffret.</extracomment>
        <translation>Wyjątkiem są zapieczętowane wartości: opuszczają ten komputer zaszyfrowane i podpisane za pomocą OpenPGP.</translation>
    </message>
</context>
<context>
    <name>coffret::AccountOptionsViewModel</name>
    <message>
        <source>Check secrets out</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Wypożyczanie sekretów</translation>
    </message>
    <message>
        <source>Give secrets back</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Zwracanie sekretów</translation>
    </message>
    <message>
        <source>Ask for access</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Prośby o dostęp</translation>
    </message>
    <message>
        <source>Create a secret and its addresses at once</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Tworzenie sekretu od razu z adresami</translation>
    </message>
    <message>
        <source>Name at least one app.</source>
        <extracomment>Error under the field for the apps of an account.</extracomment>
        <translation>Podaj co najmniej jedną aplikację.</translation>
    </message>
    <message>
        <source>Off: you check secrets out on the server&apos;s page, and read them here.</source>
        <translation>Wyłączone: wypożyczasz sekrety na stronie serwera, a czytasz je tutaj.</translation>
    </message>
    <message>
        <source>Off: you give secrets back on the server&apos;s page, also when Coffret locks.</source>
        <translation>Wyłączone: zwracasz sekrety na stronie serwera, także gdy Coffret się blokuje.</translation>
    </message>
    <message>
        <source>Off: you ask for access on the server&apos;s page.</source>
        <translation>Wyłączone: prosisz o dostęp na stronie serwera.</translation>
    </message>
    <message>
        <source>Change folders</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>Zmienianie folderów</translation>
    </message>
    <message>
        <source>Off: you make, rename and remove folders on the server&apos;s page.</source>
        <translation>Wyłączone: foldery tworzysz, nazywasz i usuwasz na stronie serwera.</translation>
    </message>
    <message>
        <source>Off: they are sent one after the other. If one fails, what was made is removed again.</source>
        <translation>Wyłączone: są wysyłane jeden po drugim. Jeśli któryś się nie powiedzie, to, co utworzono, zostanie usunięte.</translation>
    </message>
</context>
<context>
    <name>coffret::AccountRemovalViewModel</name>
    <message>
        <source>The account is gone, but not all that was kept of it. %1</source>
        <extracomment>Message after an account was removed. %1 is an error, a whole sentence.</extracomment>
        <translation>Konto jest usunięte, ale nie wszystko, co dla niego przechowywano. %1</translation>
    </message>
    <message>
        <source>Changes that were not sent, and cannot be read now, are lost.</source>
        <extracomment>Above the buttons that remove an account</extracomment>
        <translation>Zmiany, które nie zostały wysłane i których nie można teraz odczytać, zostaną utracone.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet will be lost.</source>
        <extracomment>Above the buttons that remove an account: changes that were made without the server</extracomment>
        <translation>
            <numerusform>%n zmiana jeszcze niewysłana zostanie utracona.</numerusform>
            <numerusform>%n zmiany jeszcze niewysłane zostaną utracone.</numerusform>
            <numerusform>%n zmian jeszcze niewysłanych zostanie utraconych.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ActionsViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done with a secret.</extracomment>
        <translation>To konto można tylko odczytywać</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Możesz to odczytać, ale nie zmienić</translation>
    </message>
    <message>
        <source>This account has no folders, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be moved.</extracomment>
        <translation>To konto nie ma folderów albo administrator ich nie udostępnia</translation>
    </message>
    <message>
        <source>This server has no tags, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be given a tag.</extracomment>
        <translation>Ten serwer nie ma etykiet albo administrator ich nie udostępnia</translation>
    </message>
    <message>
        <source>Nothing expires on this server</source>
        <extracomment>Why no day can be set on which a secret expires.</extracomment>
        <translation>Na tym serwerze nic nie wygasa</translation>
    </message>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the user cannot choose the day on which a secret expires.</extracomment>
        <translation>Ustala to twój administrator</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>When a secret ended or ends. %1 is a day.</extracomment>
        <translation>Wygasł %1</translation>
    </message>
    <message>
        <source>Expires on %1</source>
        <translation>Wygasa %1</translation>
    </message>
    <message>
        <source>Expiry changed</source>
        <extracomment>Message after the day a secret expires was changed.</extracomment>
        <translation>Zmieniono datę wygaśnięcia</translation>
    </message>
    <message>
        <source>It is deleted for everyone it is shared with. This cannot be undone.</source>
        <extracomment>Question before a secret that others see too is deleted.</extracomment>
        <translation>Zostanie usunięty dla wszystkich, którym jest udostępniony. Tego nie można cofnąć.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before a secret is deleted.</extracomment>
        <translation>Tego nie można cofnąć.</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>Usunięto „%1”</translation>
    </message>
    <message>
        <source>“%1” was not deleted. %2</source>
        <translation>Nie usunięto „%1”. %2</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why a secret cannot be deleted.</extracomment>
        <translation>Usuwać można tylko na stronie serwera</translation>
    </message>
</context>
<context>
    <name>coffret::AgentKeys</name>
    <message>
        <source>%1 The key stays in it until %2 at the latest.</source>
        <extracomment>A key could not be taken out of the SSH agent. %1 says why, %2 is a moment.</extracomment>
        <translation>%1 Klucz pozostanie w nim najdłużej do %2.</translation>
    </message>
</context>
<context>
    <name>coffret::Application</name>
    <message>
        <source>Coffret is only just starting.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Coffret dopiero się uruchamia.</translation>
    </message>
</context>
<context>
    <name>coffret::Autostart</name>
    <message>
        <source>Start Coffret with the desktop</source>
        <extracomment>Why a program asks the desktop to be started by it; in the desktop&apos;s own dialog.</extracomment>
        <translation>Uruchamianie programu Coffret razem ze środowiskiem graficznym</translation>
    </message>
</context>
<context>
    <name>coffret::BrowseViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>Konto nie jest otwarte</translation>
    </message>
    <message>
        <source>This account has no groups, or its administrator keeps them from you</source>
        <extracomment>Why there are no groups to look at.</extracomment>
        <translation>To konto nie ma grup albo administrator ich nie udostępnia</translation>
    </message>
    <message>
        <source>Details</source>
        <extracomment>Tabs of a secret.</extracomment>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Udostępnianie</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Komentarze</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historia</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktywność</translation>
    </message>
    <message>
        <source>This account encrypts its values already</source>
        <extracomment>Why values cannot be sealed, which means encrypted with OpenPGP.</extracomment>
        <translation>To konto już szyfruje swoje wartości</translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>To konto można tylko odczytywać</translation>
    </message>
    <message>
        <source>This server does not offer that, or its administrator keeps it off</source>
        <extracomment>Why the names of secrets cannot be encrypted after the fact.</extracomment>
        <translation>Ten serwer tego nie oferuje albo administrator tego nie włączył</translation>
    </message>
    <message>
        <source>%1 secrets loaded</source>
        <extracomment>Progress of loading. %1 is a number.</extracomment>
        <translation>Wczytane sekrety: %1</translation>
    </message>
    <message>
        <source>%1 of %2 secrets loaded</source>
        <extracomment>Progress of loading. %1 and %2 are numbers.</extracomment>
        <translation>Wczytane sekrety: %1 z %2</translation>
    </message>
    <message>
        <source>Not up to date, showing %1</source>
        <extracomment>Foot of the sidebar: the last sync failed. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Nieaktualne, stan: %1</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <extracomment>Foot of the sidebar. %1 is a moment, for example &quot;2 min ago&quot;.</extracomment>
        <translation>Zsynchronizowano %1</translation>
    </message>
    <message>
        <source>This account is locked.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>To konto jest zablokowane.</translation>
    </message>
    <message>
        <source>This account could not be opened.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Nie udało się otworzyć tego konta.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <extracomment>In place of the list. %1 is what the user searched for.</extracomment>
        <translation>Nic nie pasuje do „%1”.</translation>
    </message>
    <message>
        <source>No favourites yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Nie ma jeszcze ulubionych.</translation>
    </message>
    <message>
        <source>You have nothing checked out.</source>
        <extracomment>In place of the list: the user has borrowed no secret.</extracomment>
        <translation>Nie masz wypożyczonych sekretów.</translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <extracomment>In place of the list: no secret has a problem.</extracomment>
        <translation>Nic nie wymaga uwagi.</translation>
    </message>
    <message>
        <source>Nothing expires soon.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Nic wkrótce nie wygasa.</translation>
    </message>
    <message>
        <source>Nothing is shared with you.</source>
        <extracomment>In place of the list: nobody else&apos;s secret can be read.</extracomment>
        <translation>Nic nie jest ci udostępnione.</translation>
    </message>
    <message>
        <source>No secret is shared with you yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Żaden sekret nie jest ci jeszcze udostępniony.</translation>
    </message>
    <message>
        <source>No secrets here.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>Nie ma tu sekretów.</translation>
    </message>
    <message>
        <source>Unlock to see its secrets.</source>
        <translation>Odblokuj je, aby zobaczyć sekrety.</translation>
    </message>
    <message>
        <source>The message above says why. Try again when it is solved.</source>
        <translation>Powód podaje komunikat powyżej. Spróbuj ponownie, gdy problem zostanie rozwiązany.</translation>
    </message>
    <message>
        <source>Try fewer letters, or part of a user name, address or folder.</source>
        <translation>Spróbuj wpisać mniej liter albo część nazwy użytkownika, adresu lub folderu.</translation>
    </message>
    <message>
        <source>Only this list was searched. Choose “All secrets” to search everywhere.</source>
        <translation>Przeszukano tylko tę listę. Wybierz „Wszystkie sekrety”, aby szukać wszędzie.</translation>
    </message>
    <message>
        <source>Secrets marked with a star in the vault are shown here.</source>
        <translation>Tu są pokazywane sekrety oznaczone w sejfie gwiazdką.</translation>
    </message>
    <message>
        <source>Secrets that you check out are listed here until you give them back or their time is over.</source>
        <translation>Tu są pokazywane wypożyczone sekrety, dopóki ich nie zwrócisz albo nie minie ich czas.</translation>
    </message>
    <message>
        <source>Secrets with an unverified signature, an unknown type or no value would be listed here.</source>
        <translation>Tu byłyby sekrety z niezweryfikowanym podpisem, nieznanym typem lub bez wartości.</translation>
    </message>
    <message>
        <source>Secrets that have expired, or do within 30 days, would be listed here.</source>
        <translation>Tu byłyby sekrety, które wygasły lub wygasną w ciągu 30 dni.</translation>
    </message>
    <message>
        <source>Secrets that belong to somebody else would be listed here.</source>
        <translation>Tu byłyby sekrety należące do innych osób.</translation>
    </message>
    <message>
        <source>Ask a colleague to share one, then sync.</source>
        <translation>Poproś kogoś z zespołu o udostępnienie sekretu, a potem zsynchronizuj.</translation>
    </message>
    <message>
        <source>Choose another list or clear the type filter.</source>
        <translation>Wybierz inną listę albo wyczyść filtr typów.</translation>
    </message>
    <message>
        <source>What is lent cannot be duplicated</source>
        <extracomment>Why a secret cannot be copied into a new one: it belongs to an account that lends its values.</extracomment>
        <translation>Wypożyczonego nie można zduplikować</translation>
    </message>
    <message>
        <source>Nothing of this type here.</source>
        <extracomment>In place of the list, while only secrets of one type are shown.</extracomment>
        <translation>Nic tego rodzaju tutaj.</translation>
    </message>
    <message>
        <source>It has no user name with a password</source>
        <extracomment>Why a command is not available: it types a user name and a password.</extracomment>
        <translation>Nie ma nazwy użytkownika z hasłem</translation>
    </message>
    <message>
        <source>user name, Tab, password</source>
        <extracomment>What is typed into another window. Tab is a key.</extracomment>
        <translation>nazwa użytkownika, Tab, hasło</translation>
    </message>
    <message>
        <source>No secret matches “%1”, but folders do.</source>
        <extracomment>In place of the list, below folders that were found. %1 is what the user searched for.</extracomment>
        <translation>Żaden sekret nie pasuje do „%1”, ale pasują foldery.</translation>
    </message>
    <message>
        <source>Connecting, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer, until the server answers. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Łączenie, stan: %1</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <extracomment>Foot of the sidebar, while the lists are fetched again.</extracomment>
        <translation>Synchronizowanie…</translation>
    </message>
    <message>
        <source>Your passphrase is needed: sync to go on</source>
        <extracomment>Foot of the sidebar: syncing in the background has stopped, because nobody was there to enter the passphrase.</extracomment>
        <translation>Potrzebne jest hasło klucza: zsynchronizuj, aby kontynuować</translation>
    </message>
    <message>
        <source>Offline, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Offline, stan: %1</translation>
    </message>
</context>
<context>
    <name>coffret::BulkViewModel</name>
    <message numerus="yes">
        <source>%n secret(s) chosen</source>
        <extracomment>Heading in place of a secret&apos;s details. %n is how many are chosen.</extracomment>
        <translation>
            <numerusform>%n wybrany sekret</numerusform>
            <numerusform>%n wybrane sekrety</numerusform>
            <numerusform>%n wybranych sekretów</numerusform>
        </translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why several secrets cannot be changed.</extracomment>
        <translation>To konto można tylko odczytywać</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why several secrets cannot be shared.</extracomment>
        <translation>To konto nie ma udostępniania albo administrator go nie włączył</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why several secrets cannot be deleted.</extracomment>
        <translation>Usuwać można tylko na stronie serwera</translation>
    </message>
</context>
<context>
    <name>coffret::Bulletin</name>
    <message>
        <source>%1 needs your attention</source>
        <extracomment>Notification. %1 is the name of an account.</extracomment>
        <translation>%1 wymaga uwagi</translation>
    </message>
    <message>
        <source>An account needs your attention</source>
        <extracomment>Notification.</extracomment>
        <translation>Konto wymaga uwagi</translation>
    </message>
    <message>
        <source>Access ends soon</source>
        <extracomment>Notification: its title, about secrets that were checked out.</extracomment>
        <translation>Dostęp wkrótce się skończy</translation>
    </message>
    <message>
        <source>Access was granted</source>
        <extracomment>Notification: the user asked for access to a secret, and somebody agreed.</extracomment>
        <translation>Dostęp zatwierdzony</translation>
    </message>
    <message>
        <source>A secret you asked for can be checked out.</source>
        <translation>Można wypożyczyć sekret, o który wysłano prośbę.</translation>
    </message>
</context>
<context>
    <name>coffret::CertificateForm</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>About a file that was chosen.</extracomment>
        <translation>Nie można odczytać pliku.</translation>
    </message>
    <message>
        <source>Look whether it is there and may be opened.</source>
        <extracomment>What to do about a file that cannot be read.</extracomment>
        <translation>Sprawdź, czy istnieje i czy możesz go otworzyć.</translation>
    </message>
    <message>
        <source>Read a private key from %1.</source>
        <extracomment>What was read from a file. %1 is its name.</extracomment>
        <translation>Odczytano klucz prywatny z pliku %1.</translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>Odczytano %n certyfikat z pliku %1.</numerusform>
            <numerusform>Odczytano %n certyfikaty z pliku %1.</numerusform>
            <numerusform>Odczytano %n certyfikatów z pliku %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) and a private key from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>Odczytano %n certyfikat i klucz prywatny z pliku %1.</numerusform>
            <numerusform>Odczytano %n certyfikaty i klucz prywatny z pliku %1.</numerusform>
            <numerusform>Odczytano %n certyfikatów i klucz prywatny z pliku %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::CharacterSetModel</name>
    <message>
        <source>Lower-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Małe litery</translation>
    </message>
    <message>
        <source>Upper-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Wielkie litery</translation>
    </message>
    <message>
        <source>Digits</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Cyfry</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>A set of characters for new passwords: punctuation and signs.</extracomment>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Emoticons</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>Emotikony</translation>
    </message>
    <message>
        <source>Symbols %1</source>
        <extracomment>A set of characters for new passwords. %1 are the characters, separated by spaces.</extracomment>
        <translation>Symbole %1</translation>
    </message>
</context>
<context>
    <name>coffret::CheckOutViewModel</name>
    <message>
        <source>%1 was given back</source>
        <extracomment>Short message at the foot of the window. %1 is a secret&apos;s name.</extracomment>
        <translation>Zwrócono: %1</translation>
    </message>
    <message>
        <source>Say why you need it: whoever decides reads this.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>Napisz, do czego jest potrzebny: przeczyta to osoba, która decyduje.</translation>
    </message>
    <message>
        <source>Write a time, or a day and a time, as in %1.</source>
        <extracomment>Under a field of the form that asks for access. %1 is a moment as it can be written.</extracomment>
        <translation>Wpisz godzinę albo dzień i godzinę, na przykład %1.</translation>
    </message>
    <message>
        <source>That is over already.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>Ten czas już minął.</translation>
    </message>
</context>
<context>
    <name>coffret::CodeEntryViewModel</name>
    <message>
        <source>This moves several accounts from one phone to another. Export one account alone, or use the key that the service shows.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Ten kod służy do przenoszenia kilku kont z jednego telefonu na drugi. Wyeksportuj tylko jedno konto albo użyj klucza, który pokazuje usługa.</translation>
    </message>
    <message>
        <source>This key is for codes that are counted, not for codes that change with time.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Ten klucz służy do kodów opartych na liczniku, a nie do kodów zmieniających się z czasem.</translation>
    </message>
    <message>
        <source>This address makes no codes: its secret, digits, period or algorithm is missing or wrong.</source>
        <extracomment>Under the field for the key of one-time codes. Secret, digits, period and algorithm are parts of the address.</extracomment>
        <translation>Z tego adresu nie powstają kody: część secret, digits, period lub algorithm jest błędna albo jej brakuje.</translation>
    </message>
    <message>
        <source>A key has only the letters A to Z and the digits 2 to 7.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Klucz składa się tylko z liter od A do Z i cyfr od 2 do 7.</translation>
    </message>
    <message>
        <source>The end of the key is missing.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Brakuje końca klucza.</translation>
    </message>
    <message>
        <source>The key is too short.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Klucz jest za krótki.</translation>
    </message>
    <message>
        <source>Your desktop gave no picture of the screen.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Twoje środowisko graficzne nie udostępniło obrazu ekranu.</translation>
    </message>
    <message>
        <source>%1 digits, a new code every %2 seconds, %3</source>
        <extracomment>About one-time codes. %1 is how many digits they have, %2 a number of seconds, %3 the name of a method.</extracomment>
        <translation>Liczba cyfr: %1, nowy kod co %2 s, %3</translation>
    </message>
    <message>
        <source>The file is no picture that can be read.</source>
        <extracomment>Under the field for the key of one-time codes: the chosen file is no picture, or too large.</extracomment>
        <translation>Plik nie jest obrazem, który można odczytać.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>W schowku nie ma obrazu.</translation>
    </message>
    <message>
        <source>No QR code was found in the picture.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Na obrazie nie znaleziono kodu QR.</translation>
    </message>
    <message>
        <source>The picture has several keys. Use one that shows a single QR code.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>Na obrazie jest kilka kluczy. Użyj takiego, który zawiera jeden kod QR.</translation>
    </message>
    <message>
        <source>The QR code says something else than a key for one-time codes.</source>
        <translation>Kod QR zawiera coś innego niż klucz kodów jednorazowych.</translation>
    </message>
</context>
<context>
    <name>coffret::CommandTable</name>
    <message>
        <source>Find</source>
        <extracomment>Group of commands: search, and moving around in the window.</extracomment>
        <translation>Szukanie</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>A command: goes to the search field.</extracomment>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Command palette</source>
        <extracomment>A command: the list of everything that can be done.</extracomment>
        <translation>Paleta poleceń</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>A command: copies a secret from whatever program is in front.</extracomment>
        <translation>Szybkie wyszukiwanie</translation>
    </message>
    <message>
        <source>Go to the tree</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Przejdź do drzewa</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Przejdź do listy</translation>
    </message>
    <message>
        <source>Next pane</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>Następny panel</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>What a key does.</extracomment>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Clear, then back</source>
        <extracomment>What a key does.</extracomment>
        <translation>Wyczyść, potem wróć</translation>
    </message>
    <message>
        <source>Switch account</source>
        <extracomment>What some keys do.</extracomment>
        <translation>Przełącz konto</translation>
    </message>
    <message>
        <source>No folder is chosen</source>
        <extracomment>Why a command is not available: it is for the folder whose secrets are listed.</extracomment>
        <translation>Nie wybrano folderu</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Group of commands: about the folder whose secrets are listed.</extracomment>
        <translation>Folder</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Nowy folder…</translation>
    </message>
    <message>
        <source>Share folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Udostępnij folder…</translation>
    </message>
    <message>
        <source>Rename folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Zmień nazwę folderu…</translation>
    </message>
    <message>
        <source>Move folder…</source>
        <extracomment>A command: into another folder.</extracomment>
        <translation>Przenieś folder…</translation>
    </message>
    <message>
        <source>Delete folder…</source>
        <extracomment>A command.</extracomment>
        <translation>Usuń folder…</translation>
    </message>
    <message>
        <source>This folder has no environments</source>
        <extracomment>Why environments cannot be compared, nor files read into them.</extracomment>
        <translation>Ten folder nie ma środowisk</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>A command.</extracomment>
        <translation>Porównaj środowiska…</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>A command.</extracomment>
        <translation>Nowy sekret w kilku środowiskach…</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>A command.</extracomment>
        <translation>Importuj plik .env…</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>A command.</extracomment>
        <translation>Eksportuj do zaszyfrowanego pliku…</translation>
    </message>
    <message>
        <source>Account</source>
        <extracomment>Group of commands: about the account in view, or all of them.</extracomment>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Sync</source>
        <extracomment>A command: fetches the lists of all accounts again.</extracomment>
        <translation>Synchronizuj</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>A command: sets up one more account.</extracomment>
        <translation>Dodaj konto…</translation>
    </message>
    <message>
        <source>About this account…</source>
        <extracomment>A command: what is known of the account, and what it cannot do.</extracomment>
        <translation>O tym koncie…</translation>
    </message>
    <message>
        <source>Account options…</source>
        <extracomment>A command: name, apps and other settings of the account.</extracomment>
        <translation>Opcje konta…</translation>
    </message>
    <message>
        <source>Health…</source>
        <extracomment>A command: looks for weak, reused, expired and unsigned secrets.</extracomment>
        <translation>Stan sekretów…</translation>
    </message>
    <message>
        <source>Remove account…</source>
        <extracomment>A command: takes the account off this computer.</extracomment>
        <translation>Usuń konto…</translation>
    </message>
    <message>
        <source>Groups…</source>
        <extracomment>A command: who is in which group.</extracomment>
        <translation>Grupy…</translation>
    </message>
    <message>
        <source>Encrypt all details…</source>
        <extracomment>A command: names and addresses that lie in the clear on the server are encrypted.</extracomment>
        <translation>Zaszyfruj wszystkie szczegóły…</translation>
    </message>
    <message>
        <source>Seal values…</source>
        <extracomment>A command: values of an account that does not encrypt them itself are encrypted with OpenPGP.</extracomment>
        <translation>Zapieczętuj wartości…</translation>
    </message>
    <message>
        <source>Give back everything checked out</source>
        <extracomment>A command: of accounts that lend their values.</extracomment>
        <translation>Zwróć wszystko, co wypożyczone</translation>
    </message>
    <message>
        <source>You have nothing checked out</source>
        <extracomment>Why nothing can be given back.</extracomment>
        <translation>Nie masz wypożyczonych sekretów</translation>
    </message>
    <message>
        <source>This is how it is now</source>
        <extracomment>Why colours cannot be chosen.</extracomment>
        <translation>Tak jest teraz</translation>
    </message>
    <message>
        <source>Program</source>
        <extracomment>Group of commands: about the program as a whole.</extracomment>
        <translation>Program</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>A command: locks every account.</extracomment>
        <translation>Zablokuj</translation>
    </message>
    <message>
        <source>Settings…</source>
        <extracomment>A command.</extracomment>
        <translation>Ustawienia…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>A command.</extracomment>
        <translation>Skróty klawiszowe</translation>
    </message>
    <message>
        <source>Colours of the desktop</source>
        <extracomment>A command: colours follow the desktop.</extracomment>
        <translation>Kolory jak w systemie</translation>
    </message>
    <message>
        <source>Light colours</source>
        <extracomment>A command.</extracomment>
        <translation>Jasne kolory</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <extracomment>A command.</extracomment>
        <translation>Ciemne kolory</translation>
    </message>
    <message>
        <source>Colours of high contrast</source>
        <extracomment>A command.</extracomment>
        <translation>Kolory o wysokim kontraście</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>A command: ends the program.</extracomment>
        <translation>Zakończ</translation>
    </message>
    <message>
        <source>Secret</source>
        <extracomment>Group of commands: about the secret that is shown.</extracomment>
        <translation>Sekret</translation>
    </message>
    <message>
        <source>Copy password, key or token</source>
        <extracomment>A command.</extracomment>
        <translation>Kopiuj hasło, klucz lub token</translation>
    </message>
    <message>
        <source>Copy user name</source>
        <extracomment>A command.</extracomment>
        <translation>Kopiuj nazwę użytkownika</translation>
    </message>
    <message>
        <source>Copy the first address</source>
        <extracomment>A command.</extracomment>
        <translation>Kopiuj pierwszy adres</translation>
    </message>
    <message>
        <source>Copy one-time code</source>
        <extracomment>A command.</extracomment>
        <translation>Kopiuj kod jednorazowy</translation>
    </message>
    <message>
        <source>Show or hide the value</source>
        <extracomment>A command.</extracomment>
        <translation>Pokaż lub ukryj wartość</translation>
    </message>
    <message>
        <source>Show the value while held</source>
        <extracomment>What holding two keys does.</extracomment>
        <translation>Pokazuj wartość, dopóki klawisze są wciśnięte</translation>
    </message>
    <message>
        <source>Show the value in large type</source>
        <extracomment>A command.</extracomment>
        <translation>Pokaż wartość w powiększeniu</translation>
    </message>
    <message>
        <source>Show the value as a QR code</source>
        <extracomment>A command.</extracomment>
        <translation>Pokaż wartość jako kod QR</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>A command.</extracomment>
        <translation>Nowy sekret</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>A command: changes the secret that is shown.</extracomment>
        <translation>Edytuj</translation>
    </message>
    <message>
        <source>Save what is written</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>Zapisz wpisane zmiany</translation>
    </message>
    <message>
        <source>Generate a password while writing one</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>Wygeneruj hasło podczas wpisywania</translation>
    </message>
    <message>
        <source>Add to or remove from favourites</source>
        <extracomment>A command: marks the secret with a star, or takes it away.</extracomment>
        <translation>Dodaj do ulubionych lub usuń z nich</translation>
    </message>
    <message>
        <source>This account has no favourites</source>
        <extracomment>Why a secret cannot be marked with a star.
----------
Why secrets cannot be marked with a star.</extracomment>
        <translation>To konto nie ma ulubionych</translation>
    </message>
    <message>
        <source>Move secret…</source>
        <extracomment>A command: to another folder.</extracomment>
        <translation>Przenieś sekret…</translation>
    </message>
    <message>
        <source>Secret expires in 90 days</source>
        <extracomment>A command.</extracomment>
        <translation>Sekret wygasa za 90 dni</translation>
    </message>
    <message>
        <source>Mark secret as expired</source>
        <extracomment>A command: its value should be replaced at once.</extracomment>
        <translation>Oznacz sekret jako wygasły</translation>
    </message>
    <message>
        <source>Secret never expires</source>
        <extracomment>A command.</extracomment>
        <translation>Sekret nigdy nie wygasa</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire.</extracomment>
        <translation>Nie ustawiono daty</translation>
    </message>
    <message>
        <source>Delete secret…</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>Usuń sekret…</translation>
    </message>
    <message>
        <source>This account does not have that</source>
        <extracomment>Why a tab of a secret cannot be shown.</extracomment>
        <translation>To konto tego nie ma</translation>
    </message>
    <message>
        <source>Share secret…</source>
        <extracomment>A command: who may see the secret.</extracomment>
        <translation>Udostępnij sekret…</translation>
    </message>
    <message>
        <source>Comments on the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Komentarze do sekretu</translation>
    </message>
    <message>
        <source>History of the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Historia sekretu</translation>
    </message>
    <message>
        <source>Activity around the secret</source>
        <extracomment>A command.</extracomment>
        <translation>Aktywność dotycząca sekretu</translation>
    </message>
    <message>
        <source>There is nothing to check out or give back here</source>
        <extracomment>Why a secret can be neither checked out nor given back.</extracomment>
        <translation>Nie ma tu nic do wypożyczenia ani zwrócenia</translation>
    </message>
    <message>
        <source>Check secret out</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Wypożycz sekret</translation>
    </message>
    <message>
        <source>Give secret back</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Zwróć sekret</translation>
    </message>
    <message>
        <source>Request access to secret…</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>Poproś o dostęp do sekretu…</translation>
    </message>
    <message>
        <source>Encrypt details of the secret…</source>
        <extracomment>A command: its name and addresses, in the clear on the server until now, are encrypted.</extracomment>
        <translation>Zaszyfruj szczegóły sekretu…</translation>
    </message>
    <message>
        <source>Its details are encrypted, or cannot be</source>
        <extracomment>Why the name of a secret cannot be encrypted.</extracomment>
        <translation>Jego szczegóły są już zaszyfrowane albo nie można ich zaszyfrować</translation>
    </message>
    <message>
        <source>This secret has one value only</source>
        <extracomment>Why values in several environments cannot be looked at.</extracomment>
        <translation>Ten sekret ma tylko jedną wartość</translation>
    </message>
    <message>
        <source>Compare secret in its environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>Porównaj sekret w jego środowiskach…</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>Ustaw wartość w środowiskach…</translation>
    </message>
    <message>
        <source>Copy secret as KEY=value</source>
        <extracomment>A command: copies a secret as a line of a .env file; KEY=value stays as it is.</extracomment>
        <translation>Kopiuj sekret jako KEY=value</translation>
    </message>
    <message>
        <source>Copy secret as export line</source>
        <extracomment>A command: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word.</extracomment>
        <translation>Kopiuj sekret jako wiersz export</translation>
    </message>
    <message>
        <source>Copy secret as JSON</source>
        <extracomment>A command: copies a secret as a JSON object.</extracomment>
        <translation>Kopiuj sekret jako JSON</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Coffret jest zablokowany</translation>
    </message>
    <message>
        <source>An account is being set up</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Trwa konfigurowanie konta</translation>
    </message>
    <message>
        <source>Finish what you are writing first</source>
        <extracomment>Why a command is not available: the editor is open.</extracomment>
        <translation>Najpierw dokończ edycję</translation>
    </message>
    <message>
        <source>Several secrets are chosen</source>
        <extracomment>Why a command is not available: it is for one secret.</extracomment>
        <translation>Wybrano kilka sekretów</translation>
    </message>
    <message>
        <source>No secret is chosen</source>
        <extracomment>Why a command is not available: it is for the secret that is shown.</extracomment>
        <translation>Nie wybrano sekretu</translation>
    </message>
    <message>
        <source>Sort the list: %1</source>
        <extracomment>A command: what comes first in the list. %1 is an order, such as &quot;Last changed&quot;.</extracomment>
        <translation>Sortuj listę: %1</translation>
    </message>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen.</extracomment>
        <translation>To konto niczego nie wypożycza</translation>
    </message>
    <message>
        <source>Keep what is checked out when Coffret locks or quits</source>
        <extracomment>A command: what is checked out is given back by itself, or stays.</extracomment>
        <translation>Zachowaj wypożyczone, gdy Coffret się blokuje lub kończy</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <translation>Zwróć, gdy Coffret się blokuje lub kończy</translation>
    </message>
    <message>
        <source>Values are not shown now</source>
        <extracomment>For a moment, after presentation mode was turned on or off.</extracomment>
        <translation>Wartości nie są teraz pokazywane</translation>
    </message>
    <message>
        <source>Values can be shown again</source>
        <translation>Wartości można znów pokazywać</translation>
    </message>
    <message>
        <source>Turn presentation mode off</source>
        <extracomment>A command: values are never shown on the screen, or they are again.</extracomment>
        <translation>Wyłącz tryb prezentacji</translation>
    </message>
    <message>
        <source>Turn presentation mode on</source>
        <translation>Włącz tryb prezentacji</translation>
    </message>
    <message>
        <source>This secret is not an SSH key</source>
        <extracomment>Why a command is not available: it is for SSH keys.</extracomment>
        <translation>Ten sekret nie jest kluczem SSH</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>A command: the public half of an SSH key.</extracomment>
        <translation>Kopiuj klucz publiczny</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>A command: asks for how long an SSH key goes into the SSH agent, whose name is ssh-agent.</extracomment>
        <translation>Dodaj do ssh-agent…</translation>
    </message>
    <message>
        <source>It is in ssh-agent already</source>
        <extracomment>Why a key cannot be put into the SSH agent.</extracomment>
        <translation>Jest już w ssh-agent</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>A command: takes a key out of the SSH agent.</extracomment>
        <translation>Usuń z ssh-agent</translation>
    </message>
    <message>
        <source>It is not in ssh-agent</source>
        <extracomment>Why a key cannot be taken out of the SSH agent.</extracomment>
        <translation>Nie ma go w ssh-agent</translation>
    </message>
    <message>
        <source>Only API keys can be copied so</source>
        <extracomment>Why a secret cannot be copied as a line for a shell or as JSON.</extracomment>
        <translation>Tylko klucze API można tak kopiować</translation>
    </message>
    <message>
        <source>Fewer than two secrets are chosen</source>
        <extracomment>Why a command is not available: it is for two secrets or more.</extracomment>
        <translation>Wybrano mniej niż dwa sekrety</translation>
    </message>
    <message>
        <source>Choose several</source>
        <extracomment>What some keys do in the list of secrets.</extracomment>
        <translation>Wybierz kilka</translation>
    </message>
    <message>
        <source>Choose all secrets of the list</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>Wybierz wszystkie sekrety z listy</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <extracomment>Why nothing can be chosen.</extracomment>
        <translation>Lista jest pusta</translation>
    </message>
    <message>
        <source>Share the chosen secrets…</source>
        <extracomment>A command: gives people access to several secrets.</extracomment>
        <translation>Udostępnij wybrane sekrety…</translation>
    </message>
    <message>
        <source>Move the chosen secrets…</source>
        <extracomment>A command.</extracomment>
        <translation>Przenieś wybrane sekrety…</translation>
    </message>
    <message>
        <source>This account has no folders to move them to</source>
        <extracomment>Why secrets cannot be moved.</extracomment>
        <translation>To konto nie ma folderów, do których można je przenieść</translation>
    </message>
    <message>
        <source>Add the chosen secrets to favourites</source>
        <extracomment>A command: gives several secrets a star.</extracomment>
        <translation>Dodaj wybrane sekrety do ulubionych</translation>
    </message>
    <message>
        <source>Remove the chosen secrets from favourites</source>
        <extracomment>A command: takes the star of several secrets away.</extracomment>
        <translation>Usuń wybrane sekrety z ulubionych</translation>
    </message>
    <message>
        <source>Delete the chosen secrets…</source>
        <extracomment>A command: after a question.</extracomment>
        <translation>Usuń wybrane sekrety…</translation>
    </message>
    <message>
        <source>Open its menu</source>
        <extracomment>What some keys do: of the secret or folder that is current, with all that can be done with it.</extracomment>
        <translation>Otwórz jego menu</translation>
    </message>
    <message>
        <source>In the tree: open or close a folder</source>
        <extracomment>What some keys do in the tree of lists and folders: what lies below a folder is shown, or not any more.</extracomment>
        <translation>W drzewie: otwórz lub zamknij folder</translation>
    </message>
    <message>
        <source>In the tree: open every folder</source>
        <extracomment>What a key does in the tree of lists and folders.</extracomment>
        <translation>W drzewie: otwórz wszystkie foldery</translation>
    </message>
    <message>
        <source>In the tree: to the first, to the last</source>
        <extracomment>What some keys do in the tree of lists and folders.</extracomment>
        <translation>W drzewie: do pierwszego, do ostatniego</translation>
    </message>
    <message>
        <source>In the tree: to what begins so</source>
        <extracomment>What some keys do in the tree of lists and folders: the first letters of a name lead to it.</extracomment>
        <translation>W drzewie: do tego, co się tak zaczyna</translation>
    </message>
    <message>
        <source>In the quick lookup: copy that result</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>W szybkim wyszukiwaniu: kopiuj ten wynik</translation>
    </message>
    <message>
        <source>In the quick lookup: open it here</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>W szybkim wyszukiwaniu: otwórz tutaj</translation>
    </message>
    <message>
        <source>Open the first web address</source>
        <extracomment>A command: in the browser.</extracomment>
        <translation>Otwórz pierwszy adres WWW</translation>
    </message>
    <message>
        <source>It has no web address</source>
        <extracomment>Why no browser can be opened for a secret.</extracomment>
        <translation>Nie ma adresu WWW</translation>
    </message>
    <message>
        <source>Copy password and one-time code in one</source>
        <extracomment>A command: password and one-time code as one text, for services that take both in one field.</extracomment>
        <translation>Kopiuj hasło i kod jednorazowy razem</translation>
    </message>
    <message>
        <source>Duplicate secret…</source>
        <extracomment>A command: begins a new secret that holds what the shown one does.</extracomment>
        <translation>Duplikuj sekret…</translation>
    </message>
    <message>
        <source>Add tag to secret…</source>
        <extracomment>A command: a word to file the secret under is typed next.</extracomment>
        <translation>Dodaj etykietę do sekretu…</translation>
    </message>
    <message>
        <source>Type password, key or token into another window…</source>
        <extracomment>A command: types the value into another program&apos;s window, as a keyboard would.</extracomment>
        <translation>Wpisz hasło, klucz lub token w innym oknie…</translation>
    </message>
    <message>
        <source>Type user name, Tab, password into another window…</source>
        <extracomment>A command: types both into another program&apos;s window, with the Tab key between.</extracomment>
        <translation>Wpisz nazwę użytkownika, Tab, hasło w innym oknie…</translation>
    </message>
    <message>
        <source>Export folder…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>Eksportuj folder…</translation>
    </message>
    <message>
        <source>Export secrets…</source>
        <extracomment>A command: writes secrets of the account into a file.</extracomment>
        <translation>Eksportuj sekrety…</translation>
    </message>
    <message>
        <source>Export the chosen secrets…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>Eksportuj wybrane sekrety…</translation>
    </message>
    <message>
        <source>Import secrets…</source>
        <extracomment>A command: secrets from a file of another program.</extracomment>
        <translation>Importuj sekrety…</translation>
    </message>
</context>
<context>
    <name>coffret::CommentListModel</name>
    <message>
        <source>%1, changed</source>
        <extracomment>When a comment was written, and that it was changed since. %1 is a moment.</extracomment>
        <translation>%1, zmieniony</translation>
    </message>
</context>
<context>
    <name>coffret::ComparisonViewModel</name>
    <message>
        <source>Environments of %1</source>
        <extracomment>Heading of the comparison of environments. %1 is an application.</extracomment>
        <translation>Środowiska aplikacji %1</translation>
    </message>
    <message>
        <source>All values are the same.</source>
        <extracomment>What a comparison of names and values comes to.</extracomment>
        <translation>Wszystkie wartości są takie same.</translation>
    </message>
    <message>
        <source>The values that could be compared are the same.</source>
        <extracomment>What a comparison of names and values comes to, where some could not be compared.</extracomment>
        <translation>Wartości, które można było porównać, są takie same.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) differ.</source>
        <translation>
            <numerusform>Różni się %n nazwa.</numerusform>
            <numerusform>Różnią się %n nazwy.</numerusform>
            <numerusform>Różni się %n nazw.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) could not be compared.</source>
        <extracomment>After what a comparison comes to. %n is a number of values.</extracomment>
        <translation>
            <numerusform>Nie udało się porównać %n wartości.</numerusform>
            <numerusform>Nie udało się porównać %n wartości.</numerusform>
            <numerusform>Nie udało się porównać %n wartości.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) have no value somewhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at. %n is a number of names.</extracomment>
        <translation>
            <numerusform>%n nazwa nie wszędzie ma wartość. Nie sprawdzono, czy wartości są takie same.</numerusform>
            <numerusform>%n nazwy nie wszędzie mają wartość. Nie sprawdzono, czy wartości są takie same.</numerusform>
            <numerusform>%n nazw nie wszędzie ma wartość. Nie sprawdzono, czy wartości są takie same.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every name has a value everywhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at.</extracomment>
        <translation>Każda nazwa ma wszędzie wartość. Nie sprawdzono, czy wartości są takie same.</translation>
    </message>
    <message>
        <source>Every name has a value wherever that could be read. Whether the values are the same was not looked at.</source>
        <translation>Każda nazwa ma wartość wszędzie tam, gdzie można było to odczytać. Nie sprawdzono, czy wartości są takie same.</translation>
    </message>
    <message>
        <source>No name contains “%1”.</source>
        <extracomment>In place of a comparison. %1 is what the user searched for.</extracomment>
        <translation>Żadna nazwa nie zawiera „%1”.</translation>
    </message>
    <message>
        <source>Nothing is known to differ.</source>
        <extracomment>In place of a comparison.</extracomment>
        <translation>Nie ma znanych różnic.</translation>
    </message>
    <message>
        <source>There are no secrets in these environments.</source>
        <translation>W tych środowiskach nie ma sekretów.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>What is looked at in a comparison. %1 is a name, %2 an environment.</extracomment>
        <translation>%1 w środowisku %2</translation>
    </message>
    <message>
        <source>This environment could not be read</source>
        <extracomment>Why a value cannot be set there.</extracomment>
        <translation>Nie udało się odczytać tego środowiska</translation>
    </message>
</context>
<context>
    <name>coffret::ConflictListModel</name>
    <message>
        <source>Name</source>
        <extracomment>Labels of what differs between two versions of a secret.</extracomment>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adresy</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Wygasa</translation>
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
        <translation>To konto można tylko odczytywać</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Możesz to odczytać, ale nie zmienić</translation>
    </message>
    <message>
        <source>This version of Coffret does not know its type</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Ta wersja programu Coffret nie zna jego typu</translation>
    </message>
    <message>
        <source>Its details cannot be decrypted</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>Nie można odszyfrować jego szczegółów</translation>
    </message>
    <message>
        <source>The secret has no such field.</source>
        <extracomment>In place of a value: the opened secret turned out to have other fields than the list promised.</extracomment>
        <translation>Sekret nie ma takiego pola.</translation>
    </message>
    <message>
        <source>The fields it has are shown now.</source>
        <extracomment>What to do next, after the sentence above.</extracomment>
        <translation>Pokazano teraz pola, które ma.</translation>
    </message>
    <message>
        <source>%1 Copy it anyway?</source>
        <translation>%1 Skopiować mimo to?</translation>
    </message>
    <message>
        <source>The value has characters that cannot be written that way.</source>
        <extracomment>Message instead of copying: for example a line break cannot stand in a header.</extracomment>
        <translation>Wartość zawiera znaki, których nie można tak zapisać.</translation>
    </message>
    <message>
        <source>%1 with one-time code</source>
        <extracomment>What was copied, in a message: two values in one. %1 is the label of the first, for example Password.</extracomment>
        <translation>%1 z kodem jednorazowym</translation>
    </message>
    <message>
        <source>Shared</source>
        <extracomment>Below the name of a secret: others have it too.</extracomment>
        <translation>Udostępnione</translation>
    </message>
    <message>
        <source>Only you</source>
        <extracomment>Below the name of a secret: nobody else has it.</extracomment>
        <translation>Tylko Ty</translation>
    </message>
    <message>
        <source>Kept on this computer, as of %1</source>
        <extracomment>In a banner above a secret that was kept for when its server cannot be reached. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>Zachowano na tym komputerze, stan: %1</translation>
    </message>
</context>
<context>
    <name>coffret::DiscussionViewModel</name>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <extracomment>Below the field for a comment. %n is how many characters have to go.</extracomment>
        <translation>
            <numerusform>Za długi o %n znak</numerusform>
            <numerusform>Za długi o %n znaki</numerusform>
            <numerusform>Za długi o %n znaków</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <extracomment>Below the field for a comment. %n is how many characters still fit.</extracomment>
        <translation>
            <numerusform>Pozostał %n znak</numerusform>
            <numerusform>Pozostały %n znaki</numerusform>
            <numerusform>Pozostało %n znaków</numerusform>
        </translation>
    </message>
    <message>
        <source>Changing your comment</source>
        <extracomment>Above the field for a comment: an earlier one is being changed.</extracomment>
        <translation>Zmieniasz swój komentarz</translation>
    </message>
    <message>
        <source>Answering %1</source>
        <extracomment>Above the field for a comment. %1 is a person.</extracomment>
        <translation>Odpowiedź dla: %1</translation>
    </message>
</context>
<context>
    <name>coffret::EditFieldModel</name>
    <message>
        <source>Taken back when your access ended. On the server it stays as it is.</source>
        <extracomment>Help under a field of a secret to which access has ended while it was being changed.</extracomment>
        <translation>Wartość usunięto stąd, gdy skończył się dostęp. Na serwerze pozostaje bez zmian.</translation>
    </message>
    <message>
        <source>The key the service shows when you turn it on: letters and digits, or an address that begins with otpauth://</source>
        <extracomment>Help under the field of a one-time code. otpauth:// is the beginning of such an address.</extracomment>
        <translation>Klucz, który usługa pokazuje przy włączaniu kodów: litery i cyfry albo adres zaczynający się od otpauth://</translation>
    </message>
</context>
<context>
    <name>coffret::EditorViewModel</name>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the day a secret expires cannot be chosen.</extracomment>
        <translation>Ustala to twój administrator</translation>
    </message>
    <message>
        <source>Your access to it has ended</source>
        <extracomment>Why a value that is being changed cannot be shown.</extracomment>
        <translation>Twój dostęp do niego się skończył</translation>
    </message>
    <message>
        <source>Selection</source>
        <extracomment>What was copied, in a message: a part of a value that is being written.</extracomment>
        <translation>Zaznaczenie</translation>
    </message>
    <message>
        <source>Saving…</source>
        <extracomment>Beside the Save button.</extracomment>
        <translation>Zapisywanie…</translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <extracomment>Beside the Save button, which does nothing yet.</extracomment>
        <translation>Nic jeszcze nie wpisano</translation>
    </message>
    <message>
        <source>Nothing changed yet</source>
        <translation>Nic jeszcze nie zmieniono</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>Istnieje już sekret „%1”.</translation>
    </message>
    <message>
        <source>Set its value to what you have written, open it, or choose another name.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>Ustaw jego wartość na wpisaną tutaj, otwórz go albo wybierz inną nazwę.</translation>
    </message>
    <message>
        <source>“%1” created</source>
        <extracomment>Message after saving. %1 is the name of a secret.</extracomment>
        <translation>Utworzono „%1”</translation>
    </message>
    <message>
        <source>“%1” saved</source>
        <translation>Zapisano „%1”</translation>
    </message>
    <message>
        <source>The server&apos;s version stays</source>
        <extracomment>Message: the user chose the other version of a secret, so what was written is given up.</extracomment>
        <translation>Pozostaje wersja z serwera</translation>
    </message>
    <message>
        <source>Put the new secret in</source>
        <extracomment>Heading above the folders a new secret can be put in</extracomment>
        <translation>Umieść nowy sekret w</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <extracomment>The name that a copy of a secret begins with. %1 is the name of that secret.</extracomment>
        <translation>Kopia: %1</translation>
    </message>
    <message>
        <source>“%1” is sent when the server can be reached</source>
        <extracomment>Message: what was written is sent later. %1 is the name of a secret</extracomment>
        <translation>„%1” zostanie wysłane, gdy serwer będzie osiągalny</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile.</source>
        <extracomment>A new secret is saved whose earlier saves were not answered.</extracomment>
        <translation>W międzyczasie pojawił się sekret o tej nazwie.</translation>
    </message>
    <message>
        <source>It may be this one: look before you save it again.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>Może to być ten: sprawdź, zanim zapiszesz go ponownie.</translation>
    </message>
    <message>
        <source>The secret is gone. What you wrote can be saved as a new one.</source>
        <extracomment>Message: a secret was to be changed, and is gone. The form holds what the user had written.</extracomment>
        <translation>Sekretu już nie ma. To, co wpisano, można zapisać jako nowy.</translation>
    </message>
    <message>
        <source>This change is just being sent</source>
        <extracomment>Message: a change cannot be opened in the form right now</extracomment>
        <translation>Ta zmiana jest właśnie wysyłana</translation>
    </message>
</context>
<context>
    <name>coffret::EnrolmentViewModel</name>
    <message>
        <source>Your key; it is in your GnuPG keyring already</source>
        <extracomment>About the key in an account kit</extracomment>
        <translation>Twój klucz; jest już w twoim zbiorze kluczy GnuPG</translation>
    </message>
    <message>
        <source>Your key, locked with your passphrase</source>
        <translation>Twój klucz, chroniony twoim hasłem klucza</translation>
    </message>
    <message>
        <source>Your key, without a passphrase: whoever has the kit has the key</source>
        <translation>Twój klucz, bez hasła: kto ma pakiet, ma klucz</translation>
    </message>
    <message>
        <source>This file is not the account kit any more.</source>
        <translation>Ten plik nie jest już pakietem konta.</translation>
    </message>
    <message>
        <source>It was left alone.</source>
        <translation>Pozostał nietknięty.</translation>
    </message>
    <message>
        <source>The account kit could not be deleted.</source>
        <translation>Nie udało się usunąć pakietu konta.</translation>
    </message>
    <message>
        <source>Delete it yourself: %1</source>
        <translation>Usuń go samodzielnie: %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentCellModel</name>
    <message>
        <source>Different values</source>
        <extracomment>Under a name of which environments hold values that are not all the same.</extracomment>
        <translation>Różne wartości</translation>
    </message>
    <message numerus="yes">
        <source>No value in %n environment(s)</source>
        <extracomment>Under a name. %n is in how many environments it has no value.</extracomment>
        <translation>
            <numerusform>Bez wartości w %n środowisku</numerusform>
            <numerusform>Bez wartości w %n środowiskach</numerusform>
            <numerusform>Bez wartości w %n środowiskach</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same where it could be compared, %n could not be</source>
        <extracomment>Under a name. %n is in how many environments nobody knows what the value is.</extracomment>
        <translation>
            <numerusform>Taka sama tam, gdzie można było porównać; w %n nie można było</numerusform>
            <numerusform>Taka sama tam, gdzie można było porównać; w %n nie można było</numerusform>
            <numerusform>Taka sama tam, gdzie można było porównać; w %n nie można było</numerusform>
        </translation>
    </message>
    <message>
        <source>Same everywhere</source>
        <extracomment>Under a name of which all environments hold the same value.</extracomment>
        <translation>Wszędzie taka sama</translation>
    </message>
    <message>
        <source>same as %1</source>
        <extracomment>About a value in one environment. %1 are others that hold the same.</extracomment>
        <translation>taka sama jak w: %1</translation>
    </message>
    <message>
        <source>different from %1</source>
        <extracomment>About a value in one environment. %1 are others that hold another.</extracomment>
        <translation>inna niż w: %1</translation>
    </message>
    <message>
        <source>not there</source>
        <extracomment>About a name that an environment does not have.</extracomment>
        <translation>nie ma</translation>
    </message>
    <message>
        <source>there without a value</source>
        <extracomment>About a name that an environment has, without a value.</extracomment>
        <translation>jest, bez wartości</translation>
    </message>
    <message>
        <source>not told</source>
        <extracomment>About a name in an environment that could not be read.</extracomment>
        <translation>brak informacji</translation>
    </message>
    <message>
        <source>has value, which could not be compared</source>
        <extracomment>About a name in an environment whose value was to be compared with others.</extracomment>
        <translation>ma wartość, której nie można było porównać</translation>
    </message>
    <message>
        <source>has value</source>
        <extracomment>About a name in an environment. In the second, %1 says where else the value is the same or another.</extracomment>
        <translation>ma wartość</translation>
    </message>
    <message>
        <source>has value, %1</source>
        <translation>ma wartość, %1</translation>
    </message>
    <message>
        <source>%1 in %2: %3</source>
        <extracomment>A cell of a comparison. %1 is a name, %2 an environment, %3 what is there, for example &quot;has value&quot;.</extracomment>
        <translation>%1 w środowisku %2: %3</translation>
    </message>
    <message>
        <source>Not there</source>
        <extracomment>Cells of a comparison, short. The last names a value that is not the same everywhere, by a letter %1.</extracomment>
        <translation>Nie ma</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>Bez wartości</translation>
    </message>
    <message>
        <source>Has value</source>
        <translation>Ma wartość</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Brak informacji</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Taka sama</translation>
    </message>
    <message>
        <source>Value %1</source>
        <translation>Wartość %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentExportViewModel</name>
    <message>
        <source>Export %1 to an encrypted file</source>
        <extracomment>Heading of the sheet that writes an encrypted file. %1 is an environment, for example staging.</extracomment>
        <translation>Eksport środowiska %1 do zaszyfrowanego pliku</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>Nie było czego zapisać: plik nie powstał.</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) written, encrypted, to %1.</source>
        <extracomment>What became of an export. %n is how many values are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>Zapisano %n zaszyfrowaną wartość w pliku %1.</numerusform>
            <numerusform>Zapisano %n zaszyfrowane wartości w pliku %1.</numerusform>
            <numerusform>Zapisano %n zaszyfrowanych wartości w pliku %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a value: %1.</source>
        <extracomment>What is not in an exported file. %1 are names.</extracomment>
        <translation>Bez wartości: %1.</translation>
    </message>
    <message>
        <source>Left out, as a .env file cannot hold it: %1.</source>
        <extracomment>What is not in an exported file, because its format has no way to write it. %1 are names.</extracomment>
        <translation>Pominięto, bo nie mieści się w formacie .env: %1.</translation>
    </message>
    <message>
        <source>Left out, as it could not be decrypted: %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose encrypted values could not be opened.</extracomment>
        <translation>Pominięto, bo nie udało się odszyfrować: %1.</translation>
    </message>
    <message>
        <source>Left out, as nobody vouches for it (open the secret to look at it): %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose values nobody known has signed.</extracomment>
        <translation>Pominięto, bo nikt za to nie ręczy (otwórz sekret, aby go obejrzeć): %1.</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>Nie masz klucza OpenPGP, którym można by zaszyfrować plik</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Wybierz plik do zapisania</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Buttons: writes an encrypted file, in place of the one that is there; or a new one.</extracomment>
        <translation>Zastąp plik</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>Zaszyfruj i zapisz</translation>
    </message>
    <message>
        <source>It holds every value of this environment, and can be opened with the keys of: %1.</source>
        <extracomment>What a file that is written will be, below &quot;The file is encrypted with OpenPGP&quot;. %1 are the people whose keys open it.</extracomment>
        <translation>Zawiera każdą wartość tego środowiska i można go otworzyć kluczami: %1.</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentImportViewModel</name>
    <message>
        <source>Import a .env file into %1</source>
        <extracomment>Heading of the sheet that reads a .env file. %1 is an environment, for example staging.</extracomment>
        <translation>Import pliku .env do środowiska %1</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many names are not there yet.</extracomment>
        <translation>
            <numerusform>%n nowy</numerusform>
            <numerusform>%n nowe</numerusform>
            <numerusform>%n nowych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a value until now</source>
        <extracomment>What a file comes to. %n is how many secrets get their first value in this environment.</extracomment>
        <translation>
            <numerusform>%n dotąd bez wartości</numerusform>
            <numerusform>%n dotąd bez wartości</numerusform>
            <numerusform>%n dotąd bez wartości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <extracomment>What a file comes to. %n is how many values change.</extracomment>
        <translation>
            <numerusform>%n zmieniony</numerusform>
            <numerusform>%n zmienione</numerusform>
            <numerusform>%n zmienionych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n the same</source>
        <extracomment>What a file comes to. %n is how many values are there already.</extracomment>
        <translation>
            <numerusform>%n taki sam</numerusform>
            <numerusform>%n takie same</numerusform>
            <numerusform>%n takich samych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many lines cannot be used.</extracomment>
        <translation>
            <numerusform>%n pominięty</numerusform>
            <numerusform>%n pominięte</numerusform>
            <numerusform>%n pominiętych</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <extracomment>What a file comes to, before anything is written. %1 is a list such as &quot;2 new and 1 changed&quot;.</extracomment>
        <translation>W tym pliku nic nie ma.</translation>
    </message>
    <message>
        <source>%1. Nothing is written yet.</source>
        <translation>%1. Nic jeszcze nie zapisano.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of a file: the user stopped.</extracomment>
        <translation>Zatrzymano.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written.</source>
        <extracomment>What became of a file. %n is how many lines were written.</extracomment>
        <translation>
            <numerusform>Zapisano %n wiersz.</numerusform>
            <numerusform>Zapisano %n wiersze.</numerusform>
            <numerusform>Zapisano %n wierszy.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be written: no answer came.</source>
        <extracomment>What became of a file. %n is how many lines were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n mógł zostać zapisany: nie przyszła odpowiedź.</numerusform>
            <numerusform>%n mogły zostać zapisane: nie przyszła odpowiedź.</numerusform>
            <numerusform>%n mogło zostać zapisanych: nie przyszła odpowiedź.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be written.</source>
        <extracomment>What became of a file. %n is how many lines were not written.</extracomment>
        <translation>
            <numerusform>%n pozostaje do zapisania.</numerusform>
            <numerusform>%n pozostają do zapisania.</numerusform>
            <numerusform>%n pozostaje do zapisania.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n line(s)</source>
        <extracomment>Buttons: writes the lines of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>Kontynuuj: %n wiersz</numerusform>
            <numerusform>Kontynuuj: %n wiersze</numerusform>
            <numerusform>Kontynuuj: %n wierszy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n line(s)</source>
        <extracomment>Button: writes the lines of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>Importuj %n wiersz</numerusform>
            <numerusform>Importuj %n wiersze</numerusform>
            <numerusform>Importuj %n wierszy</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far a file is. %1 and %2 are numbers of lines.</extracomment>
        <translation>%1 z %2</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentTargetModel</name>
    <message>
        <source>Value set</source>
        <extracomment>Beside an environment: what became of the new value there.</extracomment>
        <translation>Wartość ustawiona</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nieustawiona</translation>
    </message>
    <message>
        <source>May be set</source>
        <extracomment>Beside an environment: the new value was sent there, and no answer came.</extracomment>
        <translation>Być może ustawiona</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>Nie próbowano</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentValueViewModel</name>
    <message>
        <source>New secret in %1</source>
        <extracomment>Heading of the sheet that makes a secret in several environments. %1 is an application.</extracomment>
        <translation>Nowy sekret w aplikacji %1</translation>
    </message>
    <message>
        <source>Set the value of %1</source>
        <extracomment>Heading of the sheet that sets a value in several environments. %1 is the name of a secret.</extracomment>
        <translation>Ustawianie wartości %1</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>Istnieje już sekret „%1”.</translation>
    </message>
    <message>
        <source>Looking up the environments…</source>
        <extracomment>Below a sheet, while the environments of an application are asked for.</extracomment>
        <translation>Sprawdzanie środowisk…</translation>
    </message>
    <message>
        <source>%1 of %2 set</source>
        <extracomment>How far setting a value is. %1 and %2 are numbers of environments.</extracomment>
        <translation>Ustawiono %1 z %2</translation>
    </message>
    <message numerus="yes">
        <source>Set in %n environment(s).</source>
        <extracomment>What became of a value. %n is in how many environments it was set.</extracomment>
        <translation>
            <numerusform>Ustawiono w %n środowisku.</numerusform>
            <numerusform>Ustawiono w %n środowiskach.</numerusform>
            <numerusform>Ustawiono w %n środowiskach.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused it.</source>
        <extracomment>What became of a value. %n is in how many environments it was refused.</extracomment>
        <translation>
            <numerusform>%n odmówiło.</numerusform>
            <numerusform>%n odmówiły.</numerusform>
            <numerusform>%n odmówiło.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n it may be set: no answer came.</source>
        <extracomment>What became of a value. %n is in how many environments nobody knows, as no answer came.</extracomment>
        <translation>
            <numerusform>W %n mogła zostać ustawiona: nie przyszła odpowiedź.</numerusform>
            <numerusform>W %n mogła zostać ustawiona: nie przyszła odpowiedź.</numerusform>
            <numerusform>W %n mogła zostać ustawiona: nie przyszła odpowiedź.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n nothing was tried.</source>
        <extracomment>What became of a value. %n is in how many environments nothing was sent.</extracomment>
        <translation>
            <numerusform>W %n nie próbowano.</numerusform>
            <numerusform>W %n nie próbowano.</numerusform>
            <numerusform>W %n nie próbowano.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try the rest</source>
        <extracomment>Button: sets a value where that failed or was not tried.</extracomment>
        <translation>Spróbuj w pozostałych</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons: makes a secret with a value in the chosen environments; sets the value of one that is there.</extracomment>
        <translation>Utwórz</translation>
    </message>
    <message>
        <source>Set value</source>
        <translation>Ustaw wartość</translation>
    </message>
    <message>
        <source>It needs a name</source>
        <extracomment>Why a new secret cannot be made yet.</extracomment>
        <translation>Potrzebna jest nazwa</translation>
    </message>
    <message>
        <source>Choose an environment</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>Wybierz środowisko</translation>
    </message>
    <message>
        <source>It needs a value</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>Potrzebna jest wartość</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentsViewModel</name>
    <message>
        <source>Choose one of its environments</source>
        <extracomment>Why a file cannot be read into a folder or written from it: it is a whole application.</extracomment>
        <translation>Wybierz jedno z jej środowisk</translation>
    </message>
    <message>
        <source>“%1” has no value here.</source>
        <extracomment>Messages instead of copying. %1 is the name of a secret.</extracomment>
        <translation>Sekret „%1” nie ma tu wartości.</translation>
    </message>
    <message>
        <source>“%1” cannot be written like that.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret.</extracomment>
        <translation>Sekretu „%1” nie można tak zapisać.</translation>
    </message>
    <message>
        <source>The value of “%1” could not be decrypted.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose encrypted value could not be opened.</extracomment>
        <translation>Nie udało się odszyfrować wartości sekretu „%1”.</translation>
    </message>
    <message>
        <source>Nobody vouches for the value of “%1”: show it first, and copy it from there.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose value nobody known has signed.</extracomment>
        <translation>Nikt nie ręczy za wartość sekretu „%1”: najpierw ją pokaż i stamtąd skopiuj.</translation>
    </message>
</context>
<context>
    <name>coffret::ExportViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Konto nie jest otwarte</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Twój administrator nie pozwala na eksport</translation>
    </message>
    <message>
        <source>Install KeePassXC first: its program keepassxc-cli makes the database</source>
        <extracomment>Why no KeePass database can be made. keepassxc-cli is a program that comes with KeePassXC.</extracomment>
        <translation>Najpierw zainstaluj KeePassXC: bazę tworzy jego program keepassxc-cli</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports that everybody can read</source>
        <extracomment>Why no file can be written that is not encrypted.</extracomment>
        <translation>Twój administrator nie pozwala na eksport, który każdy może odczytać</translation>
    </message>
    <message numerus="yes">
        <source>Everything in %1: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is an account, %n is how many secrets it has.</extracomment>
        <translation>
            <numerusform>Wszystko w %1: %n sekret</numerusform>
            <numerusform>Wszystko w %1: %n sekrety</numerusform>
            <numerusform>Wszystko w %1: %n sekretów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” and what is below it: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is a folder, %n is how many secrets are in it and in the folders it holds.</extracomment>
        <translation>
            <numerusform>„%1” i wszystko poniżej: %n sekret</numerusform>
            <numerusform>„%1” i wszystko poniżej: %n sekrety</numerusform>
            <numerusform>„%1” i wszystko poniżej: %n sekretów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is chosen in the list: %n secret(s)</source>
        <extracomment>Choice: what is exported. %n is how many secrets are chosen in the list.</extracomment>
        <translation>
            <numerusform>Wybrane na liście: %n sekret</numerusform>
            <numerusform>Wybrane na liście: %n sekrety</numerusform>
            <numerusform>Wybrane na liście: %n sekretów</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody vouches for its value: open the secret to look at it.</source>
        <extracomment>Why a secret is not in an exported file: nobody known has signed its value.</extracomment>
        <translation>Nikt nie ręczy za jego wartość: otwórz sekret, aby ją obejrzeć.</translation>
    </message>
    <message>
        <source>It is of a type that Coffret does not know.</source>
        <extracomment>Why a secret is not in an exported file.</extracomment>
        <translation>Jest typu, którego Coffret nie zna.</translation>
    </message>
    <message>
        <source>It is in the file without a value that this format has no way to write.</source>
        <extracomment>Why a secret is not whole in an exported file.</extracomment>
        <translation>Jest w pliku, ale bez wartości, której ten format nie umie zapisać.</translation>
    </message>
    <message>
        <source>Export secrets of %1</source>
        <extracomment>Heading of the sheet that writes secrets of an account into a file. %1 is the account.</extracomment>
        <translation>Eksport sekretów z %1</translation>
    </message>
    <message>
        <source>This is not the same password.</source>
        <extracomment>Below the field where a password is entered for the second time.</extracomment>
        <translation>To nie jest to samo hasło.</translation>
    </message>
    <message>
        <source>It can be opened with the keys of: %1. You sign it.</source>
        <extracomment>Who can open an encrypted file. %1 are the people whose keys open it.</extracomment>
        <translation>Można go otworzyć kluczami: %1. Podpisujesz go.</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>Nie masz klucza OpenPGP, którym można by zaszyfrować plik</translation>
    </message>
    <message>
        <source>Enter a password for the database</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Wpisz hasło bazy</translation>
    </message>
    <message>
        <source>Enter the password a second time</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Wpisz hasło drugi raz</translation>
    </message>
    <message>
        <source>Confirm that the file may be read by everybody who gets it</source>
        <extracomment>Why nothing can be exported yet: a box has to be ticked.</extracomment>
        <translation>Potwierdź, że plik może odczytać każdy, kto go dostanie</translation>
    </message>
    <message>
        <source>There is no secret here</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>Nie ma tu żadnego sekretu</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>Wybierz plik do zapisania</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Button: writes a file in place of the one that is there.</extracomment>
        <translation>Zastąp plik</translation>
    </message>
    <message>
        <source>Save unencrypted</source>
        <extracomment>Buttons: writes a file that is encrypted; or one that is not.</extracomment>
        <translation>Zapisz bez szyfrowania</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>Zaszyfruj i zapisz</translation>
    </message>
    <message>
        <source>%L1 of %L2 opened</source>
        <extracomment>How far an export is. %1 of %2 secrets were opened.</extracomment>
        <translation>Otwarto %L1 z %L2</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <extracomment>How far an export is: all secrets were opened.</extracomment>
        <translation>Zapisywanie pliku…</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>Nie było czego zapisać: plik nie powstał.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) written to %1.</source>
        <extracomment>What became of an export. %n is how many secrets are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>Zapisano %n sekret w %1.</numerusform>
            <numerusform>Zapisano %n sekrety w %1.</numerusform>
            <numerusform>Zapisano %n sekretów w %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) left out.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>
            <numerusform>Pominięto %n sekret.</numerusform>
            <numerusform>Pominięto %n sekrety.</numerusform>
            <numerusform>Pominięto %n sekretów.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) without all their values.</source>
        <extracomment>What became of an export: of some secrets a value is not in the file.</extracomment>
        <translation>
            <numerusform>%n sekret bez wszystkich wartości.</numerusform>
            <numerusform>%n sekrety bez wszystkich wartości.</numerusform>
            <numerusform>%n sekretów bez wszystkich wartości.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n cell(s) an apostrophe stands before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What became of an exported table. %n is how many of its cells were changed.</extracomment>
        <translation>
            <numerusform>W %n komórce apostrof stoi przed tym, co arkusz kalkulacyjny wziąłby za formułę. Kto importuje tabelę, musi go usunąć.</numerusform>
            <numerusform>W %n komórkach apostrof stoi przed tym, co arkusz kalkulacyjny wziąłby za formułę. Kto importuje tabelę, musi go usunąć.</numerusform>
            <numerusform>W %n komórkach apostrof stoi przed tym, co arkusz kalkulacyjny wziąłby za formułę. Kto importuje tabelę, musi go usunąć.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is more than one file can hold.</source>
        <extracomment>Why an export failed.</extracomment>
        <translation>To więcej, niż mieści jeden plik.</translation>
    </message>
    <message>
        <source>No file was made. Export its folders one by one.</source>
        <extracomment>What to do when an export failed because it is too large.</extracomment>
        <translation>Nie utworzono pliku. Eksportuj foldery po kolei.</translation>
    </message>
    <message>
        <source>The first %L1 of them:</source>
        <extracomment>About a list of secrets that is cut short. %L1 is how many of them are in it.</extracomment>
        <translation>Pierwsze %L1 z nich:</translation>
    </message>
</context>
<context>
    <name>coffret::FirstRunViewModel</name>
    <message>
        <source>The user name is missing.</source>
        <translation>Brak nazwy użytkownika.</translation>
    </message>
    <message>
        <source>Enter the one you sign in with on the server&apos;s portal.</source>
        <translation>Wpisz tę, którą logujesz się w portalu serwera.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Brak hasła.</translation>
    </message>
    <message>
        <source>The access token is missing.</source>
        <translation>Brak tokenu dostępu.</translation>
    </message>
    <message>
        <source>Paste the token that the vault&apos;s own page made for you.</source>
        <translation>Wklej token utworzony na stronie sejfu.</translation>
    </message>
    <message>
        <source>No app is named yet.</source>
        <translation>Nie podano jeszcze żadnej aplikacji.</translation>
    </message>
    <message>
        <source>Enter the identifiers of the apps to show, separated by commas.</source>
        <translation>Wpisz identyfikatory aplikacji do pokazania, oddzielone przecinkami.</translation>
    </message>
    <message>
        <source>The demo vault could not be started.</source>
        <translation>Nie udało się uruchomić sejfu demonstracyjnego.</translation>
    </message>
    <message>
        <source>It comes with Coffret as coffret-demo-vault. Check that it is installed.</source>
        <translation>Jest częścią programu Coffret jako coffret-demo-vault. Sprawdź, czy jest zainstalowany.</translation>
    </message>
    <message>
        <source>This is a certificate.</source>
        <translation>To jest certyfikat.</translation>
    </message>
    <message>
        <source>It can be added where the server&apos;s address is asked for.</source>
        <translation>Można go dodać tam, gdzie podaje się adres serwera.</translation>
    </message>
    <message>
        <source>This is a key, not an account kit.</source>
        <translation>To jest klucz, a nie pakiet konta.</translation>
    </message>
    <message>
        <source>Choose Passbolt and enter the server&apos;s address first. Then you are asked for the key.</source>
        <translation>Najpierw wybierz Passbolt i wpisz adres serwera. Potem pojawi się pytanie o klucz.</translation>
    </message>
    <message>
        <source>No account kit is chosen yet.</source>
        <translation>Nie wybrano jeszcze pakietu konta.</translation>
    </message>
    <message>
        <source>Choose the file, or drop it here. Without one, go back and choose Passbolt.</source>
        <translation>Wybierz plik albo upuść go tutaj. Jeśli go nie masz, wróć i wybierz Passbolt.</translation>
    </message>
    <message>
        <source>This server&apos;s key is not the one in the account kit.</source>
        <translation>Klucz tego serwera jest inny niż w pakiecie konta.</translation>
    </message>
    <message>
        <source>Nothing was sent and nothing was imported. Ask whoever runs the server whether its key was exchanged; then download a new account kit.</source>
        <translation>Nic nie zostało wysłane ani zaimportowane. Zapytaj operatora serwera, czy wymieniono klucz; jeśli tak, pobierz nowy pakiet konta.</translation>
    </message>
</context>
<context>
    <name>coffret::FoldersViewModel</name>
    <message>
        <source>This account has no folders that can be changed</source>
        <extracomment>Why folders cannot be changed.</extracomment>
        <translation>To konto nie ma folderów, które można zmieniać</translation>
    </message>
    <message>
        <source>You can see this folder, but not change it</source>
        <extracomment>Why a folder cannot be changed.</extracomment>
        <translation>Możesz zobaczyć ten folder, ale nie zmienić</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>To konto nie ma udostępniania albo administrator go nie włączył</translation>
    </message>
    <message>
        <source>Your administrator does not allow sharing folders</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>Twój administrator nie pozwala udostępniać folderów</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <extracomment>About a folder that is to be deleted.</extracomment>
        <translation>Jest pusty.</translation>
    </message>
    <message numerus="yes">
        <source>In it: %n secret(s), folders: %1.</source>
        <extracomment>About a folder that is to be deleted. %n is a number of secrets, %1 a number of folders.</extracomment>
        <translation>
            <numerusform>W środku: %n sekret, foldery: %1.</numerusform>
            <numerusform>W środku: %n sekrety, foldery: %1.</numerusform>
            <numerusform>W środku: %n sekretów, foldery: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a folder.</extracomment>
        <translation>Podaj nazwę.</translation>
    </message>
    <message>
        <source>Folders are moved on the server&apos;s own page</source>
        <extracomment>Why a folder cannot be moved.</extracomment>
        <translation>Foldery można przenosić tylko na stronie serwera</translation>
    </message>
</context>
<context>
    <name>coffret::GeneratorViewModel</name>
    <message>
        <source>Choose at least one kind of characters.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>Wybierz co najmniej jeden rodzaj znaków.</translation>
    </message>
    <message>
        <source>Nothing can be made of these choices.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>Przy tych ustawieniach nie można utworzyć hasła.</translation>
    </message>
    <message>
        <source>Weaker than what your server asks for: %1.</source>
        <extracomment>Below a generated password. %1 is a number such as &quot;114.3 bits of entropy&quot;.</extracomment>
        <translation>Słabsze, niż oczekuje serwer: %1.</translation>
    </message>
    <message>
        <source>New password</source>
        <extracomment>What was copied, in a message: a password that was just generated.</extracomment>
        <translation>Nowe hasło</translation>
    </message>
    <message>
        <source>Your server&apos;s administrator has set what new passwords are like.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>O tym, jakie mają być nowe hasła, decyduje administrator serwera.</translation>
    </message>
    <message>
        <source>Your server proposes what new passwords are like. What you change is remembered.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>Serwer proponuje, jakie mają być nowe hasła. Twoje zmiany są zapamiętywane.</translation>
    </message>
    <message>
        <source>Your server allows %1 to %2 and suggests %3.</source>
        <extracomment>Under the length of a new password. %1 and %2 are the limits, %3 is what the server asks for.
----------
Under the number of words of a new password. %1 and %2 are the limits, %3 is what the server asks for.</extracomment>
        <translation>Serwer dopuszcza od %1 do %2, a oczekuje %3.</translation>
    </message>
</context>
<context>
    <name>coffret::GranteeSearch</name>
    <message>
        <source>Nobody found for “%1”.</source>
        <translation>Nie znaleziono nikogo dla „%1”.</translation>
    </message>
</context>
<context>
    <name>coffret::GroupsViewModel</name>
    <message numerus="yes">
        <source>You manage it, %n member(s)</source>
        <extracomment>Under the name of a group that the user may change. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>Zarządzasz nią, %n osoba</numerusform>
            <numerusform>Zarządzasz nią, %n osoby</numerusform>
            <numerusform>Zarządzasz nią, %n osób</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the members of a group. %n is how many of them will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n zmiana, nic jeszcze nie zapisano</numerusform>
            <numerusform>%n zmiany, nic jeszcze nie zapisano</numerusform>
            <numerusform>%n zmian, nic jeszcze nie zapisano</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to manage the group. Make somebody else a manager first.</source>
        <extracomment>Why the last manager of a group cannot be taken away.</extracomment>
        <translation>Ktoś musi zarządzać grupą. Najpierw wyznacz innego menedżera.</translation>
    </message>
    <message>
        <source>Change the group “%1”?</source>
        <extracomment>Heading of the question before a group changes. %1 is its name.</extracomment>
        <translation>Zmienić grupę „%1”?</translation>
    </message>
    <message>
        <source>Change group</source>
        <extracomment>Button: changes who is in a group.</extracomment>
        <translation>Zmień grupę</translation>
    </message>
</context>
<context>
    <name>coffret::HealthViewModel</name>
    <message>
        <source>Every secret is opened once, one after the other, and wiped before the next.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Każdy sekret jest otwierany raz, jeden po drugim, i wymazywany przed następnym.</translation>
    </message>
    <message>
        <source>Nothing of the result leaves this computer. Servers see that the secrets are read, and may log it.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Nic z wyniku nie opuszcza tego komputera. Serwery widzą, że sekrety są odczytywane, i mogą to zapisywać w dzienniku.</translation>
    </message>
    <message>
        <source>What has to be checked out or approved first is left alone.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Sekrety, które najpierw wymagają wypożyczenia lub zatwierdzenia, są pomijane.</translation>
    </message>
    <message>
        <source>The result is forgotten when Coffret locks.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>Wynik zostaje zapomniany, gdy Coffret się blokuje.</translation>
    </message>
    <message>
        <source>The account is not open</source>
        <extracomment>Why the secrets cannot be checked.</extracomment>
        <translation>Konto nie jest otwarte</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) not open and left out</source>
        <extracomment>Before a check of all secrets: what it leaves out.</extracomment>
        <translation>
            <numerusform>%n konto nie jest otwarte i zostanie pominięte</numerusform>
            <numerusform>%n konta nie są otwarte i zostaną pominięte</numerusform>
            <numerusform>%n kont nie jest otwartych i zostanie pominiętych</numerusform>
        </translation>
    </message>
    <message>
        <source>Of each password, the first five hexadecimal digits of its SHA-1 digest are sent to %1, and nothing else. The comparison with what comes back is made here.</source>
        <extracomment>Below a choice that is off at first: what is sent where when it is on. %1 is a host name.</extracomment>
        <translation>Do %1 wysyłanych jest pięć pierwszych cyfr szesnastkowych skrótu SHA-1 każdego hasła i nic więcej. Porównanie z odpowiedzią odbywa się tutaj.</translation>
    </message>
    <message>
        <source>%1 of %2 secrets</source>
        <extracomment>How far a check of all secrets is. %1 and %2 are numbers.</extracomment>
        <translation>Sekrety: %1 z %2</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 secrets.</source>
        <extracomment>After a check of all secrets that the user stopped. %1 and %2 are numbers.</extracomment>
        <translation>Zatrzymano. Sprawdzone sekrety: %1 z %2.</translation>
    </message>
    <message>
        <source>The passwords could not all be held against leaked ones.</source>
        <extracomment>Among the results of a check of all secrets.</extracomment>
        <translation>Nie wszystkie hasła udało się porównać z hasłami z wycieków.</translation>
    </message>
</context>
<context>
    <name>coffret::ImportLineModel</name>
    <message>
        <source>Written</source>
        <extracomment>Beside a line of a file that is read into an environment: what became of it.</extracomment>
        <translation>Zapisano</translation>
    </message>
    <message>
        <source>Made, but its value was not set</source>
        <translation>Utworzono, ale nie ustawiono wartości</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>Nie zapisano</translation>
    </message>
    <message>
        <source>May be written</source>
        <extracomment>Beside a line of a file that was sent to an environment, and no answer came.</extracomment>
        <translation>Być może zapisano</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a line of a file that is read into an environment: what it comes to.</extracomment>
        <translation>Nowy</translation>
    </message>
    <message>
        <source>First value here</source>
        <translation>Pierwsza wartość tutaj</translation>
    </message>
    <message>
        <source>Changes the value</source>
        <translation>Zmienia wartość</translation>
    </message>
    <message>
        <source>Same value, nothing to do</source>
        <translation>Ta sama wartość, nic do zrobienia</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Pominięto</translation>
    </message>
    <message>
        <source>Somebody has changed the value since the file was read.</source>
        <translation>Ktoś zmienił wartość po odczytaniu pliku.</translation>
    </message>
    <message>
        <source>Line %1 gives the same name another value.</source>
        <extracomment>Why a line of a .env file is left out. %1 is the number of another line.</extracomment>
        <translation>Wiersz %1 nadaje tej samej nazwie inną wartość.</translation>
    </message>
    <message>
        <source>It is neither NAME=VALUE nor a comment.</source>
        <translation>Nie jest to ani NAZWA=WARTOŚĆ, ani komentarz.</translation>
    </message>
    <message>
        <source>What stands before “=” is not a name.</source>
        <translation>To, co stoi przed „=”, nie jest nazwą.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Cudzysłów nie jest zamknięty.</translation>
    </message>
    <message>
        <source>There is more text after the closing quotation mark.</source>
        <translation>Po zamykającym cudzysłowie jest jeszcze tekst.</translation>
    </message>
    <message>
        <source>The value is too long.</source>
        <translation>Wartość jest za długa.</translation>
    </message>
    <message>
        <source>It is not text.</source>
        <translation>To nie jest tekst.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name in a line of a .env file that has none.</extracomment>
        <translation>(bez nazwy)</translation>
    </message>
</context>
<context>
    <name>coffret::ImportRowModel</name>
    <message>
        <source>Imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>Zaimportowano</translation>
    </message>
    <message>
        <source>Imported without its note</source>
        <extracomment>Beside an item of a file that is imported, where one of its two parts was not written.</extracomment>
        <translation>Zaimportowano bez notatki</translation>
    </message>
    <message>
        <source>Not imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>Nie zaimportowano</translation>
    </message>
    <message>
        <source>May be imported</source>
        <extracomment>Beside an item of a file that was sent to the server, and no answer came.</extracomment>
        <translation>Być może zaimportowano</translation>
    </message>
    <message>
        <source>New, a second time</source>
        <extracomment>Beside an item of a file that is to be imported: what it comes to.</extracomment>
        <translation>Nowa, po raz drugi</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Już istnieje</translation>
    </message>
    <message>
        <source>Left out</source>
        <extracomment>Beside an item of a file that cannot be imported.</extracomment>
        <translation>Pominięto</translation>
    </message>
    <message>
        <source>New: %1</source>
        <extracomment>Beside an item of a file that is to be imported: what it will be. %1 is a type, such as &quot;Login&quot;.</extracomment>
        <translation>Nowa: %1</translation>
    </message>
    <message>
        <source>This account has no such type: everything in it goes into a note.</source>
        <extracomment>What happens to an imported item whose type the account does not have.</extracomment>
        <translation>To konto nie ma takiego typu: wszystko trafi do notatki.</translation>
    </message>
    <message>
        <source>What has no field here goes into a note beside it.</source>
        <extracomment>What happens to parts of an imported item that its type has no field for.</extracomment>
        <translation>To, co nie ma tu pola, trafi do notatki obok.</translation>
    </message>
    <message>
        <source>What has no field here goes into its note.</source>
        <translation>To, co nie ma tu pola, trafi do jej notatki.</translation>
    </message>
    <message>
        <source>Stays behind: %1.</source>
        <extracomment>What of an imported item is left behind. %1 are words such as &quot;attachments, history&quot;.</extracomment>
        <translation>Zostaje: %1.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name of an item of a file that has none.</extracomment>
        <translation>(bez nazwy)</translation>
    </message>
    <message>
        <source>Twice in the file</source>
        <extracomment>Beside an item of a file that stands in it more than once.</extracomment>
        <translation>Dwa razy w pliku</translation>
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
        <translation>Konto nie jest otwarte</translation>
    </message>
    <message>
        <source>This account takes .env files, into one environment at a time</source>
        <extracomment>Why nothing can be imported into an account whose secrets are values in environments.</extracomment>
        <translation>To konto przyjmuje pliki .env, do jednego środowiska naraz</translation>
    </message>
    <message>
        <source>You cannot make secrets in this account</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Nie możesz tworzyć sekretów na tym koncie</translation>
    </message>
    <message>
        <source>An administrator does not allow imports</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>Administrator nie zezwala na import</translation>
    </message>
    <message>
        <source>Import into</source>
        <extracomment>Heading above the folders that imported secrets can be put in</extracomment>
        <translation>Importuj do</translation>
    </message>
    <message>
        <source>No folder</source>
        <extracomment>Where imported secrets go: into no folder.</extracomment>
        <translation>Bez folderu</translation>
    </message>
    <message>
        <source>Import into “%1”</source>
        <extracomment>Heading of the sheet that imports secrets from another program&apos;s file. %1 is the name of an account.</extracomment>
        <translation>Importuj do „%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many of its items are imported.</extracomment>
        <translation>
            <numerusform>%n nowa</numerusform>
            <numerusform>%n nowe</numerusform>
            <numerusform>%n nowych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <extracomment>What a file comes to. %n is how many of its items the account has already.</extracomment>
        <translation>
            <numerusform>%n już istnieje</numerusform>
            <numerusform>%n już istnieją</numerusform>
            <numerusform>%n już istnieje</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many of its items cannot be imported.</extracomment>
        <translation>
            <numerusform>%n pominięta</numerusform>
            <numerusform>%n pominięte</numerusform>
            <numerusform>%n pominiętych</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: there is nothing in this file.</source>
        <extracomment>What a file comes to. %1 is what it is, such as &quot;Bitwarden, JSON&quot;.</extracomment>
        <translation>%1: w tym pliku nic nie ma.</translation>
    </message>
    <message>
        <source>%1: %2. Nothing is written yet.</source>
        <extracomment>What a file comes to, before anything is written. %1 is what it is, such as &quot;Bitwarden, JSON&quot;, %2 a list such as &quot;12 new and 1 left out&quot;.</extracomment>
        <translation>%1: %2. Nic jeszcze nie zapisano.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of an import: the user stopped it.</extracomment>
        <translation>Zatrzymano.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) imported.</source>
        <extracomment>What became of an import. %n is how many secrets were made.</extracomment>
        <translation>
            <numerusform>Zaimportowano %n sekret.</numerusform>
            <numerusform>Zaimportowano %n sekrety.</numerusform>
            <numerusform>Zaimportowano %n sekretów.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be imported: no answer came. Sync, then import the file again: what is there is left alone.</source>
        <extracomment>What became of an import. %n is how many secrets were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n być może zaimportowano: nie było odpowiedzi. Zsynchronizuj i zaimportuj plik ponownie: to, co już jest, pozostanie bez zmian.</numerusform>
            <numerusform>%n być może zaimportowano: nie było odpowiedzi. Zsynchronizuj i zaimportuj plik ponownie: to, co już jest, pozostanie bez zmian.</numerusform>
            <numerusform>%n być może zaimportowano: nie było odpowiedzi. Zsynchronizuj i zaimportuj plik ponownie: to, co już jest, pozostanie bez zmian.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be imported.</source>
        <extracomment>What became of an import. %n is how many secrets were not made.</extracomment>
        <translation>
            <numerusform>Pozostała %n do zaimportowania.</numerusform>
            <numerusform>Pozostały %n do zaimportowania.</numerusform>
            <numerusform>Pozostało %n do zaimportowania.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the file when you need it no more: whoever has it can read it.</source>
        <extracomment>After an import. The file is the one that was imported.</extracomment>
        <translation>Usuń plik, gdy nie będzie już potrzebny: każdy, kto go ma, może go odczytać.</translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n secret(s)</source>
        <extracomment>Buttons: imports the secrets of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>Kontynuuj z %n sekretem</numerusform>
            <numerusform>Kontynuuj z %n sekretami</numerusform>
            <numerusform>Kontynuuj z %n sekretami</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n secret(s)</source>
        <extracomment>Button: imports the secrets of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>Importuj %n sekret</numerusform>
            <numerusform>Importuj %n sekrety</numerusform>
            <numerusform>Importuj %n sekretów</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far an import is. %1 and %2 are numbers of secrets.</extracomment>
        <translation>%1 z %2</translation>
    </message>
    <message>
        <source>The database does not open with this password.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>Baza danych nie otwiera się tym hasłem.</translation>
    </message>
    <message>
        <source>KeePassXC has to be installed to open its databases.</source>
        <translation>Aby otworzyć jego bazy danych, trzeba zainstalować KeePassXC.</translation>
    </message>
    <message>
        <source>Coffret cannot tell what is in this file.</source>
        <translation>Coffret nie rozpoznaje, co jest w tym pliku.</translation>
    </message>
    <message>
        <source>This file is damaged or not complete.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Ten plik jest uszkodzony lub niekompletny.</translation>
    </message>
    <message>
        <source>This file is larger than any that Coffret imports.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Ten plik jest większy niż te, które Coffret importuje.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Nie można odczytać tego pliku.</translation>
    </message>
    <message>
        <source>Check the password and whether there is a key file. A damaged database looks like this, too.</source>
        <extracomment>Below the message that a database does not open with a password.</extracomment>
        <translation>Sprawdź hasło i czy istnieje plik klucza. Uszkodzona baza danych wygląda tak samo.</translation>
    </message>
    <message>
        <source>Coffret reads KeePass databases (KDBX, XML), Bitwarden (JSON, not encrypted), 1Password (1PUX), CSV files with a heading, and its own exports.</source>
        <extracomment>Below the message that nobody knows what a file is. The words are names of programs and of kinds of files.</extracomment>
        <translation>Coffret czyta bazy KeePass (KDBX, XML), Bitwarden (JSON, niezaszyfrowany), 1Password (1PUX), pliki CSV z nagłówkiem i własne eksporty.</translation>
    </message>
    <message>
        <source>It is not signed with your key.</source>
        <extracomment>After what a file of Coffret&apos;s own comes to, which the user would have signed.</extracomment>
        <translation>Nie jest podpisany twoim kluczem.</translation>
    </message>
    <message>
        <source>This export is encrypted, and only the program that wrote it can open it. Export it without encryption.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>Ten eksport jest zaszyfrowany i może go otworzyć tylko program, który go zapisał. Wyeksportuj go bez szyfrowania.</translation>
    </message>
    <message>
        <source>Opening the database took too long.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>Otwieranie bazy danych trwało zbyt długo.</translation>
    </message>
</context>
<context>
    <name>coffret::JobViewModel</name>
    <message>
        <source>It may have been done all the same.</source>
        <extracomment>After the reason why one part of something failed: the server may have got the request.</extracomment>
        <translation>Mimo to mogło zostać wykonane.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>Progress of something that takes a while, before its size is known.</extracomment>
        <translation>Rozpoczynanie…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Progress of something that takes a while. %1 and %2 are numbers.</extracomment>
        <translation>%1 z %2</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n step(s) were done and stay done.</source>
        <extracomment>End of something that was stopped. %n is how many parts were done before.</extracomment>
        <translation>
            <numerusform>Zatrzymano. Wykonano %n krok i tak pozostanie.</numerusform>
            <numerusform>Zatrzymano. Wykonano %n kroki i tak pozostanie.</numerusform>
            <numerusform>Zatrzymano. Wykonano %n kroków i tak pozostanie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were done.</source>
        <extracomment>End of something of which some parts failed. %n is how many went well.</extracomment>
        <translation>
            <numerusform>Wykonano %n krok.</numerusform>
            <numerusform>Wykonano %n kroki.</numerusform>
            <numerusform>Wykonano %n kroków.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be done:</source>
        <extracomment>Above the names of the parts that failed. %n is how many there are.</extracomment>
        <translation>
            <numerusform>%n się nie udał:</numerusform>
            <numerusform>%n się nie udały:</numerusform>
            <numerusform>%n się nie udało:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) were passed on without your signature, because nobody vouches for them. New readers see them as unsigned:</source>
        <extracomment>End of something that passed secrets on. A list of their names follows; %n is how many.</extracomment>
        <translation>
            <numerusform>%n wartość przekazano bez twojego podpisu, bo nikt za nią nie ręczy. Dla nowych czytających jest niepodpisana:</numerusform>
            <numerusform>%n wartości przekazano bez twojego podpisu, bo nikt za nie nie ręczy. Dla nowych czytających są niepodpisane:</numerusform>
            <numerusform>%n wartości przekazano bez twojego podpisu, bo nikt za nie nie ręczy. Dla nowych czytających są niepodpisane:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::LentViewModel</name>
    <message numerus="yes">
        <source>%n checked-out secret(s) will be taken back within 5 minutes</source>
        <extracomment>Reminder. %n is how many secrets; the time is counted down where they are shown.</extracomment>
        <translation>
            <numerusform>%n wypożyczony sekret zostanie odebrany w ciągu 5 minut</numerusform>
            <numerusform>%n wypożyczone sekrety zostaną odebrane w ciągu 5 minut</numerusform>
            <numerusform>%n wypożyczonych sekretów zostanie odebranych w ciągu 5 minut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) given back</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>Zwrócono %n sekret</numerusform>
            <numerusform>Zwrócono %n sekrety</numerusform>
            <numerusform>Zwrócono %n sekretów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be given back. Open them to see why.</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>Nie udało się zwrócić %n sekretu. Otwórz go, aby zobaczyć powód.</numerusform>
            <numerusform>Nie udało się zwrócić %n sekretów. Otwórz je, aby zobaczyć powód.</numerusform>
            <numerusform>Nie udało się zwrócić %n sekretów. Otwórz je, aby zobaczyć powód.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::MemberListModel</name>
    <message>
        <source>New</source>
        <extracomment>Beside a person who will be added to a group.</extracomment>
        <translation>Dołącza do grupy</translation>
    </message>
    <message>
        <source>Leaves the group</source>
        <extracomment>Beside a person who will be taken out of a group.</extracomment>
        <translation>Opuszcza grupę</translation>
    </message>
    <message>
        <source>Becomes manager</source>
        <extracomment>Beside a person in a group.</extracomment>
        <translation>Zostaje menedżerem</translation>
    </message>
    <message>
        <source>No longer manager</source>
        <translation>Przestaje być menedżerem</translation>
    </message>
</context>
<context>
    <name>coffret::MoveViewModel</name>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <extracomment>In &quot;Move … to&quot;. %n is how many are moved.</extracomment>
        <translation>
            <numerusform>%n sekret</numerusform>
            <numerusform>%n sekrety</numerusform>
            <numerusform>%n sekretów</numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1 to</source>
        <extracomment>Heading above the places something can be moved to. %1 is for example &quot;3 secrets&quot;.</extracomment>
        <translation>Przenieś %1 do</translation>
    </message>
    <message>
        <source>Move “%1” to</source>
        <extracomment>Heading above the places something can be moved to. %1 is a secret or folder.</extracomment>
        <translation>Przenieś „%1” do</translation>
    </message>
    <message>
        <source>Move “%1” out of its folder?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder.</extracomment>
        <translation>Przenieść „%1” poza folder?</translation>
    </message>
    <message>
        <source>Move “%1” to %2?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder, %2 where.</extracomment>
        <translation>Przenieść „%1” do „%2”?</translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves a secret or folder.</extracomment>
        <translation>Przenieś</translation>
    </message>
</context>
<context>
    <name>coffret::Notifications</name>
    <message>
        <source>Open</source>
        <extracomment>On a notification: brings the window to what it is about.</extracomment>
        <translation>Otwórz</translation>
    </message>
</context>
<context>
    <name>coffret::OutboxViewModel</name>
    <message>
        <source>New in %1, written %2</source>
        <extracomment>Where and since when a new secret waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>Nowe w %1, napisane %2</translation>
    </message>
    <message>
        <source>Changed in %1, %2</source>
        <extracomment>Where and since when a change waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>Zmienione w %1, %2</translation>
    </message>
    <message>
        <source>Being sent…</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Wysyłanie…</translation>
    </message>
    <message>
        <source>Is sent when the server can be reached</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Zostanie wysłane, gdy serwer będzie osiągalny</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile. It may be this one: look before you send it again.</source>
        <extracomment>Why a new secret was not sent by itself</extracomment>
        <translation>W międzyczasie pojawił się sekret o tej nazwie. Może to być ten: sprawdź, zanim wyślesz go ponownie.</translation>
    </message>
    <message>
        <source>Somebody else changed this secret meanwhile. Edit it to compare.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>W międzyczasie ktoś inny zmienił ten sekret. Edytuj go, aby porównać.</translation>
    </message>
    <message>
        <source>Somebody can read this secret whose key you have not confirmed. Edit it to do so.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Ktoś, czyjego klucza nie potwierdzono, może odczytać ten sekret. Edytuj go, aby to zrobić.</translation>
    </message>
    <message>
        <source>Waiting changes cannot be read</source>
        <extracomment>At the foot of the sidebar</extracomment>
        <translation>Nie można odczytać oczekujących zmian</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet</source>
        <extracomment>At the foot of the sidebar: so many changes that were made without the server</extracomment>
        <translation>
            <numerusform>%n zmiana jeszcze niewysłana</numerusform>
            <numerusform>%n zmiany jeszcze niewysłane</numerusform>
            <numerusform>%n zmian jeszcze niewysłanych</numerusform>
        </translation>
    </message>
    <message>
        <source>What waits to be sent to %1 cannot be read.</source>
        <extracomment>%1 is the name of an account</extracomment>
        <translation>Nie można odczytać tego, co czeka na wysłanie do %1.</translation>
    </message>
    <message>
        <source>“%1” sent</source>
        <translation>Wysłano „%1”</translation>
    </message>
    <message>
        <source>Open in the form</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>Otwarte w formularzu</translation>
    </message>
    <message>
        <source>Needs the passphrase of your key: send it by hand</source>
        <extracomment>How it stands with a change that waits: nobody was asked for the passphrase</extracomment>
        <translation>Wymaga hasła Twojego klucza: wyślij ręcznie</translation>
    </message>
    <message>
        <source>It was to be sealed, and this account does not seal any more. Edit it to decide.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>Miała być zapieczętowana, a to konto już nie pieczętuje. Edytuj ją, aby zdecydować.</translation>
    </message>
</context>
<context>
    <name>coffret::OwnKeysViewModel</name>
    <message>
        <source>The key your server knows you by is not on this computer.</source>
        <translation>Klucza, po którym rozpoznaje cię serwer, nie ma na tym komputerze.</translation>
    </message>
    <message>
        <source>Use a file with that key, such as your recovery kit, or insert your card and come back to this page.</source>
        <translation>Użyj pliku z tym kluczem, na przykład pakietu odzyskiwania, albo włóż kartę i wróć na tę stronę.</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>Na tym komputerze nie ma twojego klucza OpenPGP.</translation>
    </message>
    <message>
        <source>Use a file with your key, or insert your card and come back to this page.</source>
        <translation>Użyj pliku z kluczem albo włóż kartę i wróć na tę stronę.</translation>
    </message>
    <message>
        <source>Expired, revoked, or not able to decrypt</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Wygasł, został unieważniony albo nie nadaje się do odszyfrowywania</translation>
    </message>
    <message>
        <source>Not the key your server knows you by</source>
        <translation>To nie jest klucz, po którym rozpoznaje cię serwer</translation>
    </message>
    <message>
        <source>No key is chosen yet.</source>
        <translation>Nie wybrano jeszcze klucza.</translation>
    </message>
    <message>
        <source>Choose one of your keys, or make a new one.</source>
        <translation>Wybierz jeden ze swoich kluczy albo utwórz nowy.</translation>
    </message>
    <message>
        <source>Choose the key that the server knows you by.</source>
        <translation>Wybierz klucz, po którym rozpoznaje cię serwer.</translation>
    </message>
    <message>
        <source>By the server&apos;s clock this key is not made yet.</source>
        <translation>Według zegara serwera ten klucz jeszcze nie powstał.</translation>
    </message>
    <message>
        <source>Wait that long, or set the clock and make another key; then press Next again.</source>
        <translation>Odczekaj tyle czasu albo ustaw zegar i utwórz inny klucz; potem ponownie naciśnij „Dalej”.</translation>
    </message>
    <message>
        <source>Is in your GnuPG keyring already.</source>
        <extracomment>About a key in a file</extracomment>
        <translation>Jest już w twoim zbiorze kluczy GnuPG.</translation>
    </message>
    <message>
        <source>Goes into your GnuPG keyring as it is; gpg then asks for its passphrase.</source>
        <translation>Trafi do twojego zbioru kluczy GnuPG w tej postaci; gpg zapyta wtedy o jego hasło.</translation>
    </message>
    <message>
        <source>Has no passphrase: whoever gets the file has the key. Goes into your GnuPG keyring as it is.</source>
        <translation>Nie ma hasła: kto dostanie plik, ma klucz. Trafi do twojego zbioru kluczy GnuPG w tej postaci.</translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation>Istnieje już plik o tej nazwie.</translation>
    </message>
    <message>
        <source>It was left alone. Choose another name.</source>
        <translation>Pozostał nietknięty. Wybierz inną nazwę.</translation>
    </message>
    <message>
        <source>The key has no passphrase, so it was not written to a file.</source>
        <translation>Klucz nie ma hasła, więc nie zapisano go do pliku.</translation>
    </message>
    <message>
        <source>Give it one with gpg --change-passphrase, then save the recovery kit.</source>
        <translation>Nadaj mu hasło poleceniem gpg --change-passphrase, a potem zapisz pakiet odzyskiwania.</translation>
    </message>
    <message>
        <source>The recovery kit could not be written.</source>
        <translation>Nie udało się zapisać pakietu odzyskiwania.</translation>
    </message>
    <message>
        <source>Choose a folder that exists and that you may write to.</source>
        <translation>Wybierz istniejący folder, w którym możesz zapisywać.</translation>
    </message>
</context>
<context>
    <name>coffret::PaletteViewModel</name>
    <message>
        <source>Switch to %1</source>
        <extracomment>A line of the command palette. %1 is the name of an account.</extracomment>
        <translation>Przełącz na konto „%1”</translation>
    </message>
    <message>
        <source> / </source>
        <extracomment>Between a folder and its parent, in the path of a folder.</extracomment>
        <translation> / </translation>
    </message>
    <message>
        <source>Go to %1</source>
        <extracomment>A line of the command palette. %1 is the name of a list, folder or tag.</extracomment>
        <translation>Przejdź do: %1</translation>
    </message>
    <message>
        <source>No command and no place is called that</source>
        <extracomment>Command palette, in place of the results.</extracomment>
        <translation>Żadne polecenie ani miejsce tak się nie nazywa</translation>
    </message>
</context>
<context>
    <name>coffret::PasswordMeter</name>
    <message>
        <source>Generated, %1. %2</source>
        <extracomment>How strong a password is that was just generated. %1 is a number such as &quot;131.1 bits of entropy&quot;, %2 a sentence.</extracomment>
        <translation>Wygenerowane, %1. %2</translation>
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
        <translation>Bez folderu, na najwyższym poziomie</translation>
    </message>
</context>
<context>
    <name>coffret::PortalShortcut</name>
    <message>
        <source>Show Coffret&apos;s quick lookup</source>
        <extracomment>What a key does, in the dialog in which a desktop asks whether it may be used.</extracomment>
        <translation>Pokaż szybkie wyszukiwanie programu Coffret</translation>
    </message>
</context>
<context>
    <name>coffret::Program</name>
    <message>
        <source>The settings could not be read. They were set aside as %1.</source>
        <extracomment>%1 is the name of a file.</extracomment>
        <translation>Nie udało się odczytać ustawień. Odłożono je jako %1.</translation>
    </message>
</context>
<context>
    <name>coffret::QueryChipModel</name>
    <message>
        <source>Favourites</source>
        <extracomment>Chip below the search field: only secrets with a star.</extracomment>
        <translation>Ulubione</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Chip below the search field: only other people&apos;s secrets.</extracomment>
        <translation>Udostępnione mi</translation>
    </message>
    <message>
        <source>Mine</source>
        <extracomment>Chip below the search field: only secrets that belong to the user.</extracomment>
        <translation>Moje</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Chip below the search field: only secrets whose time is over.</extracomment>
        <translation>Wygasłe</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Chip below the search field: only secrets whose time is over soon.</extracomment>
        <translation>Wygasające</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Chip below the search field: only secrets that have a problem.</extracomment>
        <translation>Wymagające uwagi</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Chip below the search field: only secrets that the user has borrowed.</extracomment>
        <translation>Wypożyczone</translation>
    </message>
    <message>
        <source>With one-time code</source>
        <extracomment>Chip below the search field: only secrets with a one-time code.</extracomment>
        <translation>Z kodem jednorazowym</translation>
    </message>
    <message>
        <source>With address</source>
        <extracomment>Chip below the search field: only secrets with the address of a site or a computer.</extracomment>
        <translation>Z adresem</translation>
    </message>
    <message>
        <source>With description</source>
        <extracomment>Chip below the search field: only secrets with a description.</extracomment>
        <translation>Z opisem</translation>
    </message>
    <message>
        <source>With expiry date</source>
        <extracomment>Chip below the search field: only secrets that have a date of expiry.</extracomment>
        <translation>Z datą wygaśnięcia</translation>
    </message>
    <message>
        <source>With tags</source>
        <extracomment>Chip below the search field: only secrets with tags.</extracomment>
        <translation>Z etykietami</translation>
    </message>
    <message>
        <source>With user name</source>
        <extracomment>Chip below the search field: only secrets with a user name.</extracomment>
        <translation>Z nazwą użytkownika</translation>
    </message>
    <message>
        <source>In %1</source>
        <extracomment>Chip below the search field: only secrets in folders with this in their name.</extracomment>
        <translation>W %1</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <extracomment>Chip below the search field: only secrets with a tag that begins like this.</extracomment>
        <translation>Etykieta %1</translation>
    </message>
    <message>
        <source>Account %1</source>
        <extracomment>Chip below the search field: only of accounts with this in their name.</extracomment>
        <translation>Konto %1</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <extracomment>Chip below the search field. %1 is what no secret in the list is or has: &quot;Expired&quot;, &quot;Tag old&quot;.</extracomment>
        <translation>Nie: %1</translation>
    </message>
</context>
<context>
    <name>coffret::QuickLookupViewModel</name>
    <message>
        <source>No match</source>
        <extracomment>Quick lookup, in place of the results.</extracomment>
        <translation>Nic nie pasuje</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <extracomment>In the quick lookup: puts a field of a secret on the clipboard. %1 is the field&apos;s label.</extracomment>
        <translation>Kopiuj: %1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <extracomment>In the quick lookup: opens the address of a secret.</extracomment>
        <translation>Otwórz w przeglądarce</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <extracomment>In the quick lookup: puts an address on the clipboard.</extracomment>
        <translation>Kopiuj adres</translation>
    </message>
    <message>
        <source>Open in the window</source>
        <extracomment>In the quick lookup: shows a secret in the main window.</extracomment>
        <translation>Otwórz w oknie</translation>
    </message>
    <message>
        <source>Type: user name, Tab, password</source>
        <extracomment>In the quick lookup: types both into another window, with the Tab key between.</extracomment>
        <translation>Wpisz: nazwa użytkownika, Tab, hasło</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <extracomment>In the quick lookup: types a field of a secret into another window. %1 is the field&apos;s label.</extracomment>
        <translation>Wpisz: %1</translation>
    </message>
    <message>
        <source>Type it</source>
        <extracomment>In the quick lookup, below a question that names a window.</extracomment>
        <translation>Wpisz</translation>
    </message>
    <message>
        <source>Type it and press Enter</source>
        <extracomment>In the quick lookup, below a question that names a window: presses the Enter key behind it.</extracomment>
        <translation>Wpisz i naciśnij Enter</translation>
    </message>
</context>
<context>
    <name>coffret::ReadersViewModel</name>
    <message>
        <source>Somebody&apos;s key has changed</source>
        <extracomment>Heading: somebody&apos;s key is another one than before.</extracomment>
        <translation>Czyjś klucz się zmienił</translation>
    </message>
    <message>
        <source>Whose keys are these?</source>
        <extracomment>Heading: keys that were never compared with their owners.</extracomment>
        <translation>Czyje to klucze?</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) now show another key than the one you know. Nothing is encrypted for them until you have asked them why.</source>
        <extracomment>A changed key may mean a new computer, or somebody who wants to read along. %n is the number of people.</extracomment>
        <translation>
            <numerusform>%n osoba ma teraz inny klucz niż ten, który znasz. Nic nie będzie dla niej szyfrowane, dopóki nie zapytasz jej o powód.</numerusform>
            <numerusform>%n osoby mają teraz inne klucze niż te, które znasz. Nic nie będzie dla nich szyfrowane, dopóki nie zapytasz ich o powód.</numerusform>
            <numerusform>%n osób ma teraz inne klucze niż te, które znasz. Nic nie będzie dla nich szyfrowane, dopóki nie zapytasz ich o powód.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The keys of %n person(s) cannot be used. They need a new key, or have to lose access first.</source>
        <extracomment>%n is the number of people.</extracomment>
        <translation>
            <numerusform>Nie można użyć klucza %n osoby. Potrzebuje ona nowego klucza albo musi najpierw stracić dostęp.</numerusform>
            <numerusform>Nie można użyć kluczy %n osób. Potrzebują one nowych kluczy albo muszą najpierw stracić dostęp.</numerusform>
            <numerusform>Nie można użyć kluczy %n osób. Potrzebują one nowych kluczy albo muszą najpierw stracić dostęp.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go on without them. A group they belong to may have to wait with them, because servers let a group in as a whole.</source>
        <extracomment>Below a warning that the keys of some people cannot be used.</extracomment>
        <translation>Możesz kontynuować bez nich. Grupa, do której należą, być może będzie musiała czekać razem z nimi, bo serwery przyjmują grupę w całości.</translation>
    </message>
    <message>
        <source>Go on</source>
        <extracomment>Button: encrypts for the people whose keys were compared.</extracomment>
        <translation>Kontynuuj</translation>
    </message>
    <message>
        <source>Go on without %1</source>
        <extracomment>Button: encrypts for the others. %1 are names of people.</extracomment>
        <translation>Kontynuuj bez: %1</translation>
    </message>
    <message>
        <source>A key above is blocked.</source>
        <extracomment>Beside a button that cannot be pressed yet.</extracomment>
        <translation>Jeden z powyższych kluczy jest zablokowany.</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) still to compare.</source>
        <extracomment>Beside a button that cannot be pressed yet. %n is a number of keys.</extracomment>
        <translation>
            <numerusform>Pozostał do porównania %n klucz.</numerusform>
            <numerusform>Pozostały do porównania %n klucze.</numerusform>
            <numerusform>Pozostało do porównania %n kluczy.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ScreenFrame</name>
    <message>
        <source>Choose a part of the screen</source>
        <extracomment>Title of the window in which a part of the screen is chosen.</extracomment>
        <translation>Wybierz część ekranu</translation>
    </message>
    <message>
        <source>Draw a frame around the QR code. Enter takes the whole screen, Esc cancels.</source>
        <extracomment>Over the screen while a part of it is chosen.</extracomment>
        <translation>Obrysuj kod QR ramką. Enter wybiera cały ekran, Esc anuluje.</translation>
    </message>
</context>
<context>
    <name>coffret::SealingViewModel</name>
    <message>
        <source>Expired, revoked, or not able to encrypt and sign</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>Wygasł, został unieważniony albo nie nadaje się do szyfrowania i podpisywania</translation>
    </message>
    <message>
        <source>Choose your key first</source>
        <extracomment>Why sealing cannot be turned on.</extracomment>
        <translation>Najpierw wybierz swój klucz</translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <extracomment>A key file that was named cannot be read.</extracomment>
        <translation>Nie udało się odczytać tego pliku.</translation>
    </message>
    <message>
        <source>Choose the file with the person&apos;s public key.</source>
        <translation>Wybierz plik z kluczem publicznym tej osoby.</translation>
    </message>
    <message>
        <source>This is not another person&apos;s public key.</source>
        <extracomment>A file or keyring entry that should have been somebody&apos;s key.</extracomment>
        <translation>To nie jest klucz publiczny innej osoby.</translation>
    </message>
    <message>
        <source>It has to be one armored public key, and not your own.</source>
        <translation>Musi to być jeden klucz publiczny w postaci tekstowej, i to nie twój własny.</translation>
    </message>
    <message>
        <source>Turn sealing on first</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>Najpierw włącz pieczętowanie</translation>
    </message>
    <message>
        <source>A key above cannot be used: take that person off the list, or accept the key</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>Jednego z powyższych kluczy nie można użyć: usuń tę osobę z listy albo zaakceptuj klucz</translation>
    </message>
</context>
<context>
    <name>coffret::SecondFactorViewModel</name>
    <message>
        <source>No browser could be opened.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Nie udało się otworzyć przeglądarki.</translation>
    </message>
    <message>
        <source>Open this address yourself: %1</source>
        <extracomment>%1 is an address.</extracomment>
        <translation>Otwórz ten adres samodzielnie: %1</translation>
    </message>
    <message>
        <source>The server did not accept this address.</source>
        <extracomment>Error of the second factor step, when the pasted address does not lead to the end of it.</extracomment>
        <translation>Serwer nie przyjął tego adresu.</translation>
    </message>
    <message>
        <source>Begin again, and copy the whole address from the browser when Duo is done. It works once.</source>
        <translation>Zacznij od nowa i po zakończeniu w Duo skopiuj z przeglądarki cały adres. Działa on jeden raz.</translation>
    </message>
    <message>
        <source>This code was not accepted.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Ten kod nie został przyjęty.</translation>
    </message>
    <message>
        <source>Wait for the next one and try again. After a few wrong ones the server ends the session.</source>
        <translation>Poczekaj na następny i spróbuj ponownie. Po kilku błędnych serwer kończy sesję.</translation>
    </message>
    <message>
        <source>This server cannot ask Duo for Coffret.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>Ten serwer nie może zapytać Duo w imieniu programu Coffret.</translation>
    </message>
    <message>
        <source>Choose another method here, or add one-time codes to your account in the server&apos;s own page.</source>
        <translation>Wybierz tu inną metodę albo dodaj do konta kody jednorazowe na stronie serwera.</translation>
    </message>
</context>
<context>
    <name>coffret::SecretQr</name>
    <message>
        <source>QR code shown on screen</source>
        <extracomment>For screen readers, in place of a QR code that holds a value.</extracomment>
        <translation>Kod QR pokazany na ekranie</translation>
    </message>
</context>
<context>
    <name>coffret::SecretText</name>
    <message>
        <source>Value shown on screen</source>
        <extracomment>For screen readers, in place of a revealed password: the value itself is not read out.</extracomment>
        <translation>Wartość pokazana na ekranie</translation>
    </message>
</context>
<context>
    <name>coffret::ServerIdentityViewModel</name>
    <message>
        <source>The fingerprint is missing.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted.</extracomment>
        <translation>Brak odcisku.</translation>
    </message>
    <message>
        <source>Enter the one that whoever runs the server told you.</source>
        <translation>Wpisz ten, który podał ci operator serwera.</translation>
    </message>
    <message>
        <source>This is not the fingerprint the server shows.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted: what was entered is another one.</extracomment>
        <translation>To nie jest odcisk, który pokazuje serwer.</translation>
    </message>
    <message>
        <source>Do not sign in. Somebody may stand between you and the server; tell whoever runs it.</source>
        <translation>Nie loguj się. Ktoś może stać między tobą a serwerem; powiadom jego operatora.</translation>
    </message>
</context>
<context>
    <name>coffret::SettingsViewModel</name>
    <message>
        <source>Appearance</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Wygląd</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>A setting.</extracomment>
        <translation>Kolory</translation>
    </message>
    <message>
        <source>Light, dark, of the highest contrast, or whatever the desktop prefers.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Jasne, ciemne, o najwyższym kontraście albo takie, jak woli środowisko graficzne.</translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <extracomment>Choices of a setting: colours.
----------
Choices of a setting: how much moves.
----------
A choice of a setting: the language.</extracomment>
        <translation>Jak w systemie</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Jasne</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Ciemne</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Wysoki kontrast</translation>
    </message>
    <message>
        <source>Text size</source>
        <extracomment>A setting.</extracomment>
        <translation>Rozmiar tekstu</translation>
    </message>
    <message>
        <source>Makes words, symbols and the room around them larger in every window.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Powiększa słowa, symbole i odstępy wokół nich we wszystkich oknach.</translation>
    </message>
    <message>
        <source>Motion</source>
        <extracomment>A setting.</extracomment>
        <translation>Animacje</translation>
    </message>
    <message>
        <source>Whether panes and messages glide or simply appear.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Czy panele i komunikaty się przesuwają, czy po prostu się pojawiają.</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Ograniczone</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Pełne</translation>
    </message>
    <message>
        <source>Security</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Bezpieczeństwo</translation>
    </message>
    <message>
        <source>Hide shown values after</source>
        <extracomment>A setting.</extracomment>
        <translation>Czas do ukrycia pokazanych wartości</translation>
    </message>
    <message>
        <source>A password or key on the screen is masked again when this time is over.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Po tym czasie hasło lub klucz na ekranie zostaje ponownie zasłonięty.</translation>
    </message>
    <message>
        <source>Empty the clipboard after</source>
        <extracomment>A setting.</extracomment>
        <translation>Czas do wyczyszczenia schowka</translation>
    </message>
    <message>
        <source>A copied value is taken back when this time is over, unless you copied something else.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Po tym czasie skopiowana wartość znika ze schowka, chyba że skopiujesz coś innego.</translation>
    </message>
    <message>
        <source>Lock when not used for</source>
        <extracomment>A setting.</extracomment>
        <translation>Blokada po bezczynności</translation>
    </message>
    <message>
        <source>Lock when the computer sleeps</source>
        <extracomment>A setting.</extracomment>
        <translation>Blokuj przy usypianiu komputera</translation>
    </message>
    <message>
        <source>Locks before the computer is suspended or hibernates.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Blokuje, zanim komputer zostanie uśpiony lub zahibernowany.</translation>
    </message>
    <message>
        <source>Lock with the screen</source>
        <extracomment>A setting.</extracomment>
        <translation>Blokuj razem z ekranem</translation>
    </message>
    <message>
        <source>Locks when the desktop locks or blanks its screen.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Blokuje, gdy ekran zostaje zablokowany lub wygaszony.</translation>
    </message>
    <message>
        <source>Presentation mode</source>
        <extracomment>A setting.</extracomment>
        <translation>Tryb prezentacji</translation>
    </message>
    <message>
        <source>No value is ever shown on the screen, so that it can be shared; copying still works.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Żadna wartość nie jest pokazywana na ekranie, więc można go udostępniać; kopiowanie nadal działa.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Prywatność</translation>
    </message>
    <message>
        <source>Offer what was used last</source>
        <extracomment>A setting.</extracomment>
        <translation>Proponuj ostatnio używane</translation>
    </message>
    <message>
        <source>Accounts</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Konta</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>Under the name of an account in the settings. %1 is a service, %2 the address of a server.</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>In the settings: sets up one more account.</extracomment>
        <translation>Dodaj konto…</translation>
    </message>
    <message>
        <source>Signs in to one more server; accounts stay apart from each other.</source>
        <extracomment>What a button in the settings does.</extracomment>
        <translation>Loguje do kolejnego serwera; konta pozostają od siebie oddzielone.</translation>
    </message>
    <message>
        <source>About Coffret</source>
        <extracomment>Section of the settings: about the program.</extracomment>
        <translation>O programie Coffret</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>In the settings: the program&apos;s version.</extracomment>
        <translation>Wersja</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <extracomment>Under the program&apos;s version: its licence, which gives everybody these rights.</extracomment>
        <translation>Wolne oprogramowanie na licencji GNU General Public License, w wersji 3 lub nowszej.</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>A setting.</extracomment>
        <translation>Język</translation>
    </message>
    <message>
        <source>Of all words, dates and numbers. Another one is spoken when Coffret starts again.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Wszystkich słów, dat i liczb. Inny obowiązuje po ponownym uruchomieniu Coffreta.</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>Szybkie wyszukiwanie</translation>
    </message>
    <message>
        <source>Keys for the quick lookup</source>
        <extracomment>A setting.</extracomment>
        <translation>Klawisze szybkiego wyszukiwania</translation>
    </message>
    <message>
        <source>Show it from anywhere, whichever program is in front.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Pokazuje je z każdego miejsca, niezależnie od tego, który program jest na wierzchu.</translation>
    </message>
    <message>
        <source>Count the use of other programs</source>
        <extracomment>A setting.</extracomment>
        <translation>Uwzględniaj używanie innych programów</translation>
    </message>
    <message>
        <source>Coffret does not lock while you use the computer, where the desktop tells of that.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Coffret nie blokuje się, gdy używasz komputera, o ile środowisko graficzne o tym informuje.</translation>
    </message>
    <message>
        <source>Lock when the user is switched</source>
        <extracomment>A setting.</extracomment>
        <translation>Blokuj przy przełączaniu użytkownika</translation>
    </message>
    <message>
        <source>Locks when another person&apos;s session comes to the front of this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Blokuje, gdy na tym komputerze na pierwszy plan wychodzi sesja innej osoby.</translation>
    </message>
    <message>
        <source>Lock when the lid is closed</source>
        <extracomment>A setting.</extracomment>
        <translation>Blokuj przy zamykaniu pokrywy</translation>
    </message>
    <message>
        <source>Locks even where the computer goes on with its lid closed.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Blokuje także wtedy, gdy komputer działa dalej z zamkniętą pokrywą.</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>Section of the settings: when the program starts.</extracomment>
        <translation>Uruchamianie</translation>
    </message>
    <message>
        <source>Start with the desktop</source>
        <extracomment>A setting.</extracomment>
        <translation>Uruchamiaj razem ze środowiskiem graficznym</translation>
    </message>
    <message>
        <source>Coffret waits locked in the system tray after you sign in to this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Po zalogowaniu się na tym komputerze Coffret czeka zablokowany w zasobniku systemowym.</translation>
    </message>
    <message>
        <source>Tray and notifications</source>
        <extracomment>Section of the settings: what is seen outside of Coffret&apos;s window.</extracomment>
        <translation>Zasobnik i powiadomienia</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <extracomment>A setting, which only says something: the symbol of the program in the desktop&apos;s tray.</extracomment>
        <translation>Ikona w zasobniku</translation>
    </message>
    <message>
        <source>Coffret stays there when its window is closed.</source>
        <extracomment>About the tray icon.</extracomment>
        <translation>Po zamknięciu okna Coffret w nim pozostaje.</translation>
    </message>
    <message>
        <source>Shown</source>
        <extracomment>Whether there is a tray icon.</extracomment>
        <translation>Widoczna</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>Niewidoczna</translation>
    </message>
    <message>
        <source>Names in the tray menu</source>
        <extracomment>A setting.</extracomment>
        <translation>Nazwy w menu zasobnika</translation>
    </message>
    <message>
        <source>Lists what was used last by name even where every program of your session can read the menu.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Pokazuje nazwy ostatnio używanych nawet wtedy, gdy menu może odczytać każdy program twojej sesji.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>Powiadomienia</translation>
    </message>
    <message>
        <source>Says when access ends or was granted and when an account cannot be synced, while you look elsewhere.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Gdy patrzysz gdzie indziej, informuje o końcu lub zatwierdzeniu dostępu i o tym, że nie można zsynchronizować konta.</translation>
    </message>
    <message>
        <source>Names in notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>Nazwy w powiadomieniach</translation>
    </message>
    <message>
        <source>Names secrets and accounts there. The desktop shows notifications to whoever looks, and may keep them.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Podaje w nich nazwy sekretów i kont. Środowisko graficzne pokazuje powiadomienia każdemu, kto patrzy, i może je przechowywać.</translation>
    </message>
    <message>
        <source>The quick lookup begins with the last five secrets and puts first what you use most. Kept encrypted on this computer; turned off, it is forgotten.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Szybkie wyszukiwanie zaczyna się od pięciu ostatnich sekretów i stawia na początku to, czego używasz najczęściej. Te dane są przechowywane na tym komputerze zaszyfrowane; po wyłączeniu są zapominane.</translation>
    </message>
    <message>
        <source>Found by the desktop&apos;s search</source>
        <extracomment>A setting.</extracomment>
        <translation>Pokazuj w wyszukiwarce środowiska graficznego</translation>
    </message>
    <message>
        <source>GNOME and KRunner find secrets by name while Coffret is unlocked. The desktop then sees what you search for and every name that fits.</source>
        <extracomment>What a setting does. GNOME and KRunner are names.</extracomment>
        <translation>GNOME i KRunner znajdują sekrety po nazwie, gdy Coffret jest odblokowany. Środowisko graficzne widzi wtedy, czego szukasz, i każdą pasującą nazwę.</translation>
    </message>
    <message>
        <source>This desktop has no tray for icons, so closing the window quits Coffret.</source>
        <extracomment>A desktop may have no place for symbols of programs.</extracomment>
        <translation>To środowisko graficzne nie ma zasobnika na ikony, więc zamknięcie okna kończy działanie programu Coffret.</translation>
    </message>
    <message>
        <source>The desktop did not allow that.</source>
        <extracomment>Message: a setting could not be changed.</extracomment>
        <translation>Środowisko graficzne na to nie pozwoliło.</translation>
    </message>
    <message>
        <source>Forgets names, values and tokens when nobody has been there for this long.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Zapomina nazwy, wartości i tokeny, gdy przez ten czas nikogo nie ma.</translation>
    </message>
    <message>
        <source>The desktop listens for: %1.</source>
        <extracomment>Below a setting: keys that the desktop chose itself. %1 is what it calls them, in its own words.</extracomment>
        <translation>Środowisko graficzne reaguje na: %1.</translation>
    </message>
    <message>
        <source>Offline</source>
        <extracomment>Section of the settings: working without the server.</extracomment>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Keep what was listed for</source>
        <extracomment>A setting: how long the list of secrets is kept on this computer.</extracomment>
        <translation>Zachowuj listy przez</translation>
    </message>
    <message>
        <source>Names are shown before the server answers, and without it. They are kept encrypted with your key.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Nazwy są widoczne, zanim serwer odpowie, a także bez niego. Są przechowywane zaszyfrowane Twoim kluczem.</translation>
    </message>
    <message>
        <source>Values of %1 without its server</source>
        <extracomment>A setting: which values of an account can be shown without its server. %1 is the account&apos;s name.</extracomment>
        <translation>Wartości konta %1 bez serwera</translation>
    </message>
    <message>
        <source>They are kept as the server sends them: encrypted for your key. The server notes favourites and everything as read by you.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>Są przechowywane tak, jak przysyła je serwer: zaszyfrowane dla Twojego klucza. Ulubione i wszystkie serwer odnotowuje jako przeczytane przez Ciebie.</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>Choices of a setting: which values can be shown without the server.</extracomment>
        <translation>Żadne</translation>
    </message>
    <message>
        <source>Used in the last 30 days</source>
        <translation>Używane w ostatnich 30 dniach</translation>
    </message>
    <message>
        <source>Those and favourites</source>
        <translation>Te i ulubione</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Wszystkie</translation>
    </message>
</context>
<context>
    <name>coffret::SetupServerViewModel</name>
    <message>
        <source>This is not an address Coffret can use.</source>
        <translation>Coffret nie może użyć tego adresu.</translation>
    </message>
    <message>
        <source>It should look like https://vault.example.com, without a user name.</source>
        <translation>Powinien wyglądać tak: https://vault.example.com, bez nazwy użytkownika.</translation>
    </message>
    <message>
        <source>The certificate authority&apos;s file cannot be read.</source>
        <translation>Nie można odczytać pliku urzędu certyfikacji.</translation>
    </message>
    <message>
        <source>Choose a PEM file.</source>
        <translation>Wybierz plik PEM.</translation>
    </message>
    <message>
        <source>The file holds no certificate.</source>
        <translation>Plik nie zawiera certyfikatu.</translation>
    </message>
    <message>
        <source>Choose a PEM file; it has a line BEGIN CERTIFICATE.</source>
        <translation>Wybierz plik PEM; jest w nim wiersz BEGIN CERTIFICATE.</translation>
    </message>
</context>
<context>
    <name>coffret::SharedKeyViewModel</name>
    <message>
        <source>The server names another key than a moment ago. Compare this one.</source>
        <extracomment>Error while a new shared key is compared: the server has just named yet another one.</extracomment>
        <translation>Serwer podaje inny klucz niż przed chwilą. Porównaj ten.</translation>
    </message>
    <message>
        <source>%1 handed it out and signed it.</source>
        <extracomment>Who handed a new shared key out. %1 is the name of a person.</extracomment>
        <translation>Klucz wydała i podpisała osoba: %1.</translation>
    </message>
    <message>
        <source>The server itself handed it out; no person signed it.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>Klucz wydał sam serwer; nie podpisała go żadna osoba.</translation>
    </message>
    <message>
        <source>Nobody who may hand it out signed it. Do not accept it unless an administrator can explain that.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>Nie podpisał go nikt, kto może go wydawać. Nie akceptuj go, chyba że administrator potrafi to wyjaśnić.</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) wait for the shared key</source>
        <extracomment>Banner of an account. %n secrets have encrypted names that the user was not given the key for.</extracomment>
        <translation>
            <numerusform>%n sekret czeka na wspólny klucz</numerusform>
            <numerusform>%n sekrety czekają na wspólny klucz</numerusform>
            <numerusform>%n sekretów czeka na wspólny klucz</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::SharingViewModel</name>
    <message>
        <source>Only its owners can change who has access.</source>
        <extracomment>Why a secret or folder cannot be shared by the user.</extracomment>
        <translation>Tylko właściciele mogą zmieniać, kto ma dostęp.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the list of who has access. %n is how many entries will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n zmiana, nic jeszcze nie zapisano</numerusform>
            <numerusform>%n zmiany, nic jeszcze nie zapisano</numerusform>
            <numerusform>%n zmian, nic jeszcze nie zapisano</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to own it. Make somebody else an owner first.</source>
        <extracomment>Why a right cannot be taken away: somebody has to own a secret or folder.</extracomment>
        <translation>Ktoś musi być właścicielem. Najpierw wyznacz innego właściciela.</translation>
    </message>
    <message>
        <source>Change access to “%1”?</source>
        <extracomment>Heading of the question before access changes. %1 is the name of a secret or folder.</extracomment>
        <translation>Zmienić dostęp do „%1”?</translation>
    </message>
    <message>
        <source>Change access</source>
        <extracomment>Button: changes who has access.</extracomment>
        <translation>Zmień dostęp</translation>
    </message>
</context>
<context>
    <name>coffret::ShownValue</name>
    <message>
        <source>%1 Open the secret to copy it all the same.</source>
        <extracomment>Message instead of copying. %1 is a sentence about the signature of a value.</extracomment>
        <translation>%1 Aby mimo to skopiować wartość, otwórz sekret.</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyCard</name>
    <message>
        <source>%1 Add the key to the agent anyway?</source>
        <extracomment>Question before a key is used. %1 is a sentence about the signature.</extracomment>
        <translation>%1 Dodać klucz do agenta mimo to?</translation>
    </message>
    <message>
        <source>%1 Copy its public key anyway?</source>
        <extracomment>The same before its public half is worked out and copied.</extracomment>
        <translation>%1 Skopiować klucz publiczny mimo to?</translation>
    </message>
    <message>
        <source>Write a number of minutes from 1 to %1.</source>
        <extracomment>Error under a number of minutes. %1 is a number.</extracomment>
        <translation>Wpisz liczbę minut od 1 do %1.</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>Heading of the part about an SSH key whose type is not known before it is opened.</extracomment>
        <translation>Klucz SSH</translation>
    </message>
    <message>
        <source>The public key or fingerprint stored with it belongs to another key. What is shown here comes from the private key.</source>
        <extracomment>Warning about an SSH key. What stands here is worked out from the private key.</extracomment>
        <translation>Zapisany z nim klucz publiczny lub odcisk należy do innego klucza. To, co tu widać, pochodzi z klucza prywatnego.</translation>
    </message>
    <message>
        <source>In ssh-agent until Coffret locks, or %1 at the latest.</source>
        <extracomment>About a key that is in the SSH agent. %1 is the latest moment.</extracomment>
        <translation>W ssh-agent do zablokowania programu Coffret, najdłużej do %1.</translation>
    </message>
    <message>
        <source>In ssh-agent until %1, or until Coffret locks.</source>
        <extracomment>The same. %1 is a moment.</extracomment>
        <translation>W ssh-agent do %1 albo do zablokowania programu Coffret.</translation>
    </message>
    <message>
        <source>It asks before each use.</source>
        <extracomment>After one of the two sentences before.</extracomment>
        <translation>Pyta przed każdym użyciem.</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyEditor</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>A file with an SSH key was chosen or dropped. What is wrong, then the next step.</extracomment>
        <translation>Nie można odczytać pliku.</translation>
    </message>
    <message>
        <source>See that it is there and that you may read it.</source>
        <translation>Sprawdź, czy istnieje i czy możesz go odczytać.</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>In a form, about a private key of which nothing can be seen before it is opened.</extracomment>
        <translation>Klucz prywatny</translation>
    </message>
    <message>
        <source>Encrypted with a passphrase</source>
        <extracomment>About a private key in a form: it needs a passphrase that is not there.</extracomment>
        <translation>Zaszyfrowany hasłem</translation>
    </message>
    <message>
        <source>Encrypted, and the passphrase fits</source>
        <translation>Zaszyfrowany, hasło klucza pasuje</translation>
    </message>
    <message>
        <source>Not encrypted with a passphrase of its own</source>
        <translation>Bez szyfrowania własnym hasłem</translation>
    </message>
    <message>
        <source>%1. Converted from PuTTY&apos;s format to OpenSSH&apos;s</source>
        <extracomment>About a private key in a form. %1 is one of the sentences before. OpenSSH and PuTTY are names.</extracomment>
        <translation>%1. Przekształcony z formatu PuTTY na format OpenSSH</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyGenerator</name>
    <message>
        <source>Short, fast and safe. Right unless a server is very old.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Krótki, szybki i bezpieczny. Odpowiedni, chyba że serwer jest bardzo stary.</translation>
    </message>
    <message>
        <source>For servers that know nothing newer.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Dla serwerów, które nie znają niczego nowszego.</translation>
    </message>
    <message>
        <source>The same, where a rule asks for more bits.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Jak wyżej, gdy reguły wymagają większej liczby bitów.</translation>
    </message>
    <message>
        <source>For rules that name NIST&apos;s curves.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>Dla reguł, które wymieniają krzywe NIST.</translation>
    </message>
</context>
<context>
    <name>coffret::ToastViewModel</name>
    <message>
        <source>%1 copied</source>
        <extracomment>Message after copying. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>Skopiowano: %1</translation>
    </message>
    <message>
        <source>%1 copied. It has a line end in it: pasted into a terminal, what stands before it runs at once.</source>
        <extracomment>Message after copying a value that has a line end in it. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>Skopiowano: %1. Wartość zawiera koniec wiersza: po wklejeniu do terminala to, co go poprzedza, zostanie od razu wykonane.</translation>
    </message>
</context>
<context>
    <name>coffret::TokenHint</name>
    <message>
        <source>Looks like a key of %1</source>
        <extracomment>About an API key. %1 is the name of a service, such as GitHub.</extracomment>
        <translation>Wygląda na klucz usługi %1</translation>
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
        <translation>Coffret: zablokowany</translation>
    </message>
    <message>
        <source>Coffret: %1</source>
        <extracomment>Tooltip of the tray icon. %1 says how many secrets are checked out and until when.</extracomment>
        <translation>Coffret: %1</translation>
    </message>
    <message>
        <source>Coffret: needs your attention</source>
        <extracomment>Tooltip of the tray icon: an account could not be synced or opened.</extracomment>
        <translation>Coffret: wymaga uwagi</translation>
    </message>
    <message>
        <source>Coffret: syncing</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret: synchronizacja</translation>
    </message>
</context>
<context>
    <name>coffret::TrayMenu</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Szybkie wyszukiwanie</translation>
    </message>
    <message>
        <source>Copy a one-time code</source>
        <extracomment>Tray menu: leads to the names of secrets that have one; choosing a name copies its code.</extracomment>
        <translation>Kopiuj kod jednorazowy</translation>
    </message>
    <message>
        <source>Open Coffret</source>
        <extracomment>Tray menu: shows the main window.</extracomment>
        <translation>Otwórz Coffret</translation>
    </message>
    <message>
        <source>Sync now</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Synchronizuj teraz</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Zakończ</translation>
    </message>
    <message>
        <source>Give everything back</source>
        <extracomment>Tray menu: gives back every secret that is checked out.</extracomment>
        <translation>Zwróć wszystko</translation>
    </message>
    <message>
        <source>Copy again</source>
        <extracomment>Tray menu: heading of the names of what was used last; choosing a name copies its main value.</extracomment>
        <translation>Kopiuj ponownie</translation>
    </message>
    <message>
        <source>Recent…</source>
        <extracomment>Tray menu, in place of the names of what was used last: leads to the quick lookup, which shows them.</extracomment>
        <translation>Ostatnio używane…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Tray menu.</extracomment>
        <translation>Odblokuj</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Zablokuj</translation>
    </message>
</context>
<context>
    <name>coffret::TypingViewModel</name>
    <message>
        <source>No window of another program had the keyboard before. Click into one, then try again.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>Żadne okno innego programu nie miało wcześniej klawiatury. Kliknij w takim oknie, a potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>%1 Type it anyway?</source>
        <extracomment>Question before a value is typed into another window. %1 is a sentence about the signature.</extracomment>
        <translation>%1 Wpisać mimo to?</translation>
    </message>
</context>
</TS>
